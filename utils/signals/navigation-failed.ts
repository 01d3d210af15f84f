import * as z from 'zod/mini';
import { at, status, word } from './fields';

/** No document arrived where a content script could run; noticed by the background. */
export const navigationFailed = z.object({
  kind: z.literal('navigation-failed'),
  at,
  /** The browser's own name, such as `net::ERR_EMPTY_RESPONSE`; null when there was an answer. */
  error: word,
  status,
});
