import * as z from 'zod/mini';
import { at, endpoint, failure, id, protocol, status, uuid, word } from './fields';

/** The answer's head, and what the body of a failure says. */
export const responseReceived = z.object({
  kind: z.literal('response-received'),
  at,
  id,
  endpoint,
  protocol,
  conversationId: uuid,
  status,
  /** ms from request to head. */
  latencyMs: z.number(),
  /** null for an answer that is well. */
  failure: z.nullable(failure),
  /** claude.ai's own names: `error.type` and `error_code`. */
  errorType: word,
  errorCode: word,
  /** ms, from `Retry-After`. */
  retryAfterMs: z.nullable(z.number()),
  /** Epoch ms at which a limit ends. */
  resetsAt: z.nullable(z.number()),
  requestId: word,
  /** Cloudflare's Ray ID. */
  ray: word,
});
