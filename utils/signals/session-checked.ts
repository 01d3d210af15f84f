import * as z from 'zod/mini';
import { at } from './fields';

/** The background has asked claude.ai whether somebody is signed in. */
export const sessionChecked = z.object({
  kind: z.literal('session-checked'),
  at,
  /** `unknown`: the answer says nothing about it, such as a 5xx or Cloudflare's check. */
  state: z.enum(['in', 'out', 'unknown']),
});
