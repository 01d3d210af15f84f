import * as z from 'zod/mini';
import { at, failure, id, protocol, status } from './fields';

/** A reply is over, one way or another. */
export const replyEnded = z.object({
  kind: z.literal('reply-ended'),
  at,
  id,
  protocol,
  outcome: z.enum(['complete', 'stopped', 'cut', 'failed']),
  failure: z.nullable(failure),
  status,
  outputBegan: z.boolean(),
  /** Epoch ms at which a limit ends. */
  resetsAt: z.nullable(z.number()),
});
