import * as z from 'zod/mini';
import { at, uuid, word } from './fields';

/** Where the user is. */
export const pageContext = z.object({
  kind: z.literal('page-context'),
  at,
  /** Path without query. */
  path: z.string().check(z.maxLength(300)),
  conversationId: uuid,
  organizationId: uuid,
  model: word,
});
