import * as z from 'zod/mini';
import { at, id } from './fields';

/** A reply that had been called silent goes on. */
export const replyResumed = z.object({ kind: z.literal('reply-resumed'), at, id });
