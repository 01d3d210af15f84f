import * as z from 'zod/mini';
import { at } from './fields';

/** A visible tab has stopped answering the background, or answers again; noticed by the background. */
export const tabHang = z.object({
  kind: z.literal('tab-hang'),
  at,
  hung: z.boolean(),
  /** ms since the tab was last heard; 0 when it answers. */
  silentMs: z.number(),
});
