import * as z from 'zod/mini';
import { at, endpoint, id, protocol, uuid } from './fields';

/** No answer came: the network failed, or the page gave up. */
export const requestFailed = z.object({
  kind: z.literal('request-failed'),
  at,
  id,
  endpoint,
  protocol,
  conversationId: uuid,
  /** The page stopped it itself, which is no failure. */
  aborted: z.boolean(),
});
