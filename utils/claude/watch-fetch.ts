/**
 * Watches the page's `fetch` from within the page: URLs, statuses, the times and names of stream events. It returns the
 * page's own promise, never opens a request, and clones no body but that of a failure.
 * Seen: tests/fixtures/claude/endpoints.json (2026-10): claude.ai's page uses fetch for sends and for both kinds of stream.
 */
import type { Signal } from '@/utils/signals/types';
import { type Endpoint, endpointOf } from './endpoints';
import { parseErrorBody } from './error-body';
import { failureClass } from './failure';
import { type TurnTracker, turnTracker } from './turn-tracker';
import { apply as invoke, isAbort, quietly } from './watch-body';
import { timelineWatcher, watchCompletion } from './watch-reply';

/** An error body is read this far. */
const MAX_ERROR_BYTES = 64_000;
const BODY_MS = 2_000;

export interface Watch {
  readonly report: (signal: Signal) => void;
  readonly now: () => number;
}

export interface Call extends Endpoint {
  readonly id: string;
  readonly startedAt: number;
  /** The page's own stop button, which may give any reason. */
  readonly signal: AbortSignal | null | undefined;
}

type Fetch = typeof globalThis.fetch;

/** What one page load shares among its calls. */
interface Page extends Watch {
  readonly turns: TurnTracker;
  readonly watchTimeline: (body: ReadableStream<Uint8Array>) => void;
}

export function watchFetch(target: { fetch: Fetch; location: { href: string } }, watch: Watch): void {
  const native = target.fetch;
  const turns = turnTracker();
  const page: Page = { ...watch, turns, watchTimeline: timelineWatcher(turns, watch) };
  const prefix = watch.now().toString(36);
  let calls = 0;
  const begin = ([input, init]: Parameters<Fetch>): Call | undefined => {
    // Of a request, only what it is: its body is never touched.
    const request = typeof input === 'object' && 'url' in input ? input : undefined;
    const url = new URL(request?.url ?? String(input), target.location.href);
    const endpoint = endpointOf(url, (init?.method ?? request?.method ?? 'GET').toUpperCase());
    const signal = init?.signal ?? request?.signal;
    return endpoint && { ...endpoint, id: `${prefix}-${++calls}`, startedAt: watch.now(), signal };
  };
  target.fetch = new Proxy(native, {
    apply(fetch, self, args: Parameters<Fetch>) {
      const answer = invoke(fetch, self, args) as Promise<Response>;
      quietly(() => {
        const call = begin(args);
        if (call) observe(call, answer, page);
      });
      return answer;
    },
  });
}

const factsOf = ({ id, kind: endpoint, protocol, conversationId }: Call) => ({
  id,
  endpoint,
  protocol,
  conversationId,
});

function observe(call: Call, answer: Promise<Response>, page: Page): void {
  const about = factsOf(call);
  page.report({ kind: 'request-started', at: call.startedAt, ...about });
  if (call.kind === 'action') page.turns.expect();
  answer.then(
    (response) => quietly(() => onResponse(call, response, page)),
    (error: unknown) =>
      quietly(() =>
        page.report({
          kind: 'request-failed',
          at: page.now(),
          ...about,
          aborted: call.signal?.aborted || isAbort(error),
        }),
      ),
  );
}

function onResponse(call: Call, response: Response, page: Page): void {
  const isSse = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
  if (response.ok && response.body) {
    if (call.kind === 'timeline') page.watchTimeline(response.body);
    else if (call.kind === 'send' && isSse) watchCompletion(call, response.body, page);
  }
  if (isWell(response)) reportResponse(call, response, '', page);
  else
    void readStart(response.clone()).then((body) =>
      quietly(() => reportResponse(call, response, body, page)),
    );
}

/** A repeated send answers 409: the message had been taken the first time. */
const isWell = ({ ok, status }: Response): boolean => ok || status === 409;

/** Begins to read at once, before the page can be through with its own copy. */
async function readStart(copy: Response): Promise<string> {
  try {
    const reader = copy.body?.getReader();
    if (!reader) return '';
    const stop = (): void => void reader.cancel().catch(() => undefined);
    setTimeout(stop, BODY_MS); // a body that never ends
    const decoder = new TextDecoder();
    let text = '';
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      text += decoder.decode(read.value, { stream: true });
      if (text.length > MAX_ERROR_BYTES) break;
    }
    stop();
    return text;
  } catch {
    return ''; // a body that breaks off leaves the status, which is enough
  }
}

function reportResponse(call: Call, response: Response, body: string, watch: Watch): void {
  const { status, headers } = response;
  const error = parseErrorBody(body);
  const challenged = headers.get('cf-mitigated') === 'challenge';
  watch.report({
    kind: 'response-received',
    at: watch.now(),
    ...factsOf(call),
    status,
    latencyMs: watch.now() - call.startedAt,
    failure: isWell(response) ? null : failureClass({ ...error, status, challenged }),
    errorType: error.type,
    errorCode: error.code,
    retryAfterMs: retryAfterMs(headers.get('retry-after'), watch.now()),
    resetsAt: error.resetsAt,
    requestId: error.requestId ?? headers.get('request-id'),
    ray: headers.get('cf-ray'),
  });
}

/** Seconds or an HTTP date. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const ms = seconds >= 0 ? seconds * 1000 : Date.parse(header) - now;
  return ms >= 0 ? Math.round(ms) : null;
}
