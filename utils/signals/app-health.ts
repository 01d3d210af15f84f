import * as z from 'zod/mini';
import { at, status } from './fields';

/** Whether claude.ai's app has come up in its document, as far as a visible tab shows. */
export const appHealth = z.object({
  kind: z.literal('app-health'),
  at,
  /** `blank`: nothing to see long after loading. `chunk-failed`: a part of the app could not be loaded, as after a deployment. */
  state: z.enum(['well', 'blank', 'chunk-failed']),
  /** HTTP status of the part that failed, where the browser tells. */
  status: z.optional(status),
});
