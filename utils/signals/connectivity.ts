import * as z from 'zod/mini';
import { at } from './fields';

export const connectivity = z.object({ kind: z.literal('connectivity'), at, online: z.boolean() });
