import * as z from 'zod/mini';
import { at } from './fields';

/** A hook into claude.ai's page was not found where it should be: unknown, not a failure. For the diagnostics view only. */
export const hookMissing = z.object({
  kind: z.literal('hook-missing'),
  at,
  /** Key in SELECTORS. */
  hook: z.string().check(z.maxLength(40)),
});
