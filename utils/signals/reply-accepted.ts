import * as z from 'zod/mini';
import { at, id, protocol, uuid, word } from './fields';

/** The server has taken the message; no output yet. */
export const replyAccepted = z.object({
  kind: z.literal('reply-accepted'),
  at,
  id,
  protocol,
  conversationId: uuid,
  model: word,
  /** claude.ai's own id of the request, where the stream names one. */
  requestId: word,
});
