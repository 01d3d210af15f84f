import { type Clock, within } from './clock.ts';
import { compressed, frameBytes } from './frames.ts';
import { sseText } from './sse.ts';
import type { CallFacts, HttpAnswer, Timed } from './types.ts';

/** How each browser words a call that got no answer. */
const REFUSALS = {
  chrome: 'Failed to fetch',
  firefox: 'NetworkError when attempting to fetch resource.',
} as const;

const abortError = (): DOMException => new DOMException('The operation was aborted.', 'AbortError');

export interface NetworkParts {
  readonly clock: Clock;
  readonly browser: 'chrome' | 'firefox';
}

/** What the browser's own `fetch` does for one call of the page. */
export function answerCall(
  { clock, browser }: NetworkParts,
  { answer }: CallFacts,
  signal: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(abortError()));
    const later = (ms: number, run: () => void): void => within('network', () => clock.setTimer(run, ms));
    if ('never' in answer) return;
    if ('fails' in answer) {
      const error = answer.fails === 'abort' ? abortError() : new TypeError(REFUSALS[browser]);
      later(answer.after, () => reject(error));
      return;
    }
    later(answer.after, () => resolve(responseOf(answer, signal, later, browser)));
  });
}

function responseOf(
  answer: HttpAnswer,
  signal: AbortSignal,
  later: (ms: number, run: () => void) => void,
  browser: NetworkParts['browser'],
): Response {
  const headers = new Headers({ 'content-type': contentType(answer), ...answer.headers });
  const pieces = piecesOf(answer);
  if (pieces.length === 0 && answer.end === undefined)
    return new Response(null, { status: answer.status, headers });
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      let open = true;
      const end = (how: () => void): void => {
        if (open) how();
        open = false;
      };
      for (const { at, bytes } of pieces) later(at, () => open && controller.enqueue(bytes));
      const { end: ending = { at: pieces.at(-1)?.at ?? 0, how: 'close' } } = answer;
      if (ending !== 'never')
        later(ending.at, () =>
          end(() =>
            ending.how === 'close'
              ? controller.close()
              : controller.error(
                  new TypeError(browser === 'chrome' ? 'network error' : 'Error in input stream'),
                ),
          ),
        );
      signal.addEventListener('abort', () => end(() => controller.error(abortError())));
    },
  });
  return new Response(body, { status: answer.status, headers });
}

function contentType({ sse, frames, json }: HttpAnswer): string {
  if (sse) return 'text/event-stream; charset=utf-8';
  if (frames) return 'application/connect+proto';
  return json === undefined ? 'text/html; charset=UTF-8' : 'application/json';
}

interface Piece {
  readonly at: number;
  readonly bytes: Uint8Array;
}

function piecesOf({ json, text, sse, frames, gzip, cut, eol = '\n' }: HttpAnswer): Piece[] {
  const encoder = new TextEncoder();
  const pieces = [
    ...(json === undefined ? [] : [{ at: 0, bytes: encoder.encode(JSON.stringify(json)) }]),
    ...(text ? [{ at: 0, bytes: encoder.encode(text) }] : []),
    ...(sse ?? []).flatMap((item) => repeated(item, encoder.encode(sseText(item, eol)))),
    ...(frames ?? []).flatMap((item) =>
      repeated(item, gzip ? compressed(frameBytes(item)) : frameBytes(item)),
    ),
  ].sort((a, b) => a.at - b.at);
  return cut === undefined ? pieces : pieces.flatMap((piece) => sliced(piece, cut));
}

function repeated({ at, until = at, every }: Timed, bytes: Uint8Array): Piece[] {
  const count = every ? Math.floor((until - at) / every) + 1 : 1;
  return Array.from({ length: count }, (_, index) => ({ at: at + index * (every ?? 0), bytes }));
}

function sliced({ at, bytes }: Piece, size: number): Piece[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => ({
    at,
    bytes: bytes.slice(index * size, (index + 1) * size),
  }));
}
