import { limitedText } from '@/utils/browser/limited-text';
import type { FetchText } from '@/utils/status/ask';

/** The most that a witness has to say, the official page's past, is 290 kB. */
const MAX_CHARS = 1_000_000;

/**
 * Reads a public page without cookies. `no-cache` lets the browser ask with the ETag that it keeps, so a poll that finds
 * nothing new costs headers only; a header of our own would need a preflight, which a static host doesn't answer.
 */
export const fetchText: FetchText = async (url, timeoutMs, accept = 'application/json') => {
  const response = await fetch(url, {
    cache: 'no-cache',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    headers: { accept },
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { text, isWhole } = await limitedText(response, MAX_CHARS);
  // Longer than any summary: not one.
  return { status: response.status, body: isWhole ? text : '' };
};
