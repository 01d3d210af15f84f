import * as z from 'zod/mini';
import { at, id } from './fields';

/** The stream of a running reply has been silent for longer than it ever should. */
export const replySilent = z.object({
  kind: z.literal('reply-silent'),
  at,
  id,
  silentMs: z.number(),
  outputBegan: z.boolean(),
});
