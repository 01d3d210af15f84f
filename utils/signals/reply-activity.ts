import * as z from 'zod/mini';
import { at, id, protocol } from './fields';

/** Bytes arrived, whatever they say. Stays in the tab, where silence is measured. */
export const replyActivity = z.object({ kind: z.literal('reply-activity'), at, id, protocol });
