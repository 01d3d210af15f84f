import * as z from 'zod/mini';
import { sentenceIn } from '@/utils/claude/error-sentences';
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
  /** The page's own sentence, which a report quotes. The tab gives all its words: no others get past here. */
  said: z.optional(
    z.nullable(
      z.pipe(
        z.string().check(z.maxLength(1_000)),
        z.transform((words): string | null => sentenceIn(words)),
      ),
    ),
  ),
});
