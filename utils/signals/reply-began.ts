import * as z from 'zod/mini';
import { at, id, protocol } from './fields';

/** The first output of a reply. From here on nothing is ever sent again by Lifeline. */
export const replyBegan = z.object({ kind: z.literal('reply-began'), at, id, protocol });
