import * as z from 'zod/mini';
import { at } from './fields';

/** The page itself tells the user of a failure, or has stopped doing so. */
export const banner = z.object({
  kind: z.literal('banner'),
  at,
  shown: z.boolean(),
  /** `turn`: beside a message. `toast`: somewhere on the page. */
  place: z.enum(['turn', 'toast']),
  meaning: z.enum([
    'failed',
    'server',
    'capacity',
    'network',
    'interrupted',
    'limit',
    'billing',
    'length',
    'signed-out',
    'model',
    'page',
    'unknown',
  ]),
  hasRetry: z.boolean(),
});
