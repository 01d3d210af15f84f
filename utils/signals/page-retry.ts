import * as z from 'zod/mini';
import { at } from './fields';

/** claude.ai tries again by itself (in the page or in its servers), or has stopped doing so. */
export const pageRetry = z.object({
  kind: z.literal('page-retry'),
  at,
  active: z.boolean(),
  attempt: z.number(),
  /** null when it doesn't say. */
  of: z.nullable(z.number()),
});
