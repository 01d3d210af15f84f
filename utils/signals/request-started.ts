import * as z from 'zod/mini';
import { at, endpoint, id, protocol, uuid } from './fields';

/** The page asked for something that the user waits for. */
export const requestStarted = z.object({
  kind: z.literal('request-started'),
  at,
  id,
  endpoint,
  protocol,
  conversationId: uuid,
});
