import type { FetchText } from '@/utils/status/ask';

/** Witnesses have a few kB to say. */
const MAX_BYTES = 1_000_000;

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
  return { status: response.status, body: await readLimited(response) };
};

async function readLimited(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    text += decoder.decode(read.value, { stream: true });
    if (text.length > MAX_BYTES) {
      await reader.cancel();
      return ''; // longer than any summary: not one
    }
  }
  return text;
}
