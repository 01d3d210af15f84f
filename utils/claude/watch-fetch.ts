/**
 * Watches the page's `fetch` from within the page: URLs, statuses, the times and names of stream events. It returns the
 * page's own promise, never opens a request, and clones no body but that of a failure, of a send that is answered in JSON, or of a
 * whole conversation: what passes by needs not be asked for again.
 * Seen: tests/fixtures/claude/endpoints.json (2026-10): claude.ai's page uses fetch for sends and for both kinds of stream.
 */
import { type Endpoint, type EndpointKind, endpointOf } from './endpoints';
import { decode } from './protobuf';
import { MAX_CLUE, MAX_HEADER, type Sighting, TOLD_HEADERS } from './sighting';
import { smallBody } from './small-body';
import { turnTracker } from './turn-tracker';
import { apply as invoke, isAbort, quietly, whenSettled } from './watch-body';
import { timelineWatcher, watchCompletion } from './watch-reply';

/** Calls of each kind that are watched in one second. A page that floods costs no more, and can't push its sends out. */
const PER_SECOND = 12;

/** What is answered by a stream, or in protobuf: an answer in JSON is mostly an error, whatever stands on it. */
const NEVER_JSON: readonly EndpointKind[] = ['send', 'action', 'timeline'];

/** Of the page's own address. */
const CHAT = /\/chat\/([0-9a-f-]{36})/;

/** Characters; a longer one would be felt in the page when it is handed on. */
const MOST_TAKEN = 4_000_000;

export interface Watch {
  readonly report: (sighting: Sighting) => void;
  /** A conversation as the page has loaded it: its URL on the first line, then the body. */
  readonly take?: (payload: string) => void;
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
  /** The page has asked for something that may start a turn where the user is. */
  readonly expectTurn: () => void;
  readonly watchTimeline: (body: ReadableStream<Uint8Array>) => void;
}

/** Returns a function that ends it: the page's `fetch` is the browser's own again, or does no more than that. */
export function watchFetch(target: { fetch: Fetch; location: { href: string } }, watch: Watch): () => void {
  const native = target.fetch;
  let isOver = false;
  const turns = turnTracker(watch.now);
  const page: Page = {
    ...watch,
    expectTurn: () => turns.expect(CHAT.exec(target.location.href)?.[1] ?? null),
    watchTimeline: timelineWatcher(turns, watch),
  };
  const prefix = watch.now().toString(36);
  const allowed = budget(watch.now);
  let calls = 0;
  const begin = ([input, init]: Parameters<Fetch>): Call | undefined => {
    // Of a request, only what it is: its body is never touched.
    const request = typeof input === 'object' && 'url' in input ? input : undefined;
    const url = new URL(request?.url ?? String(input), target.location.href);
    const endpoint = endpointOf(url, (init?.method ?? request?.method ?? 'GET').toUpperCase());
    if (!endpoint || !allowed(endpoint.kind)) return undefined;
    const signal = init?.signal ?? request?.signal;
    return { ...endpoint, id: `${prefix}-${++calls}`, startedAt: watch.now(), signal };
  };
  const traps: ProxyHandler<Fetch> & { readonly __proto__: null } = {
    // Or a trap that the page puts on Object.prototype would be called with this object in hand.
    __proto__: null,
    apply(fetch, self, args: Parameters<Fetch>) {
      const answer = invoke(fetch, self, args) as Promise<Response>;
      if (isOver) return answer;
      quietly(() => {
        const call = begin(args);
        if (call) observe(call, answer, page);
      });
      return answer;
    },
  };
  const own = new Proxy(native, traps);
  target.fetch = own;
  return () => {
    isOver = true;
    if (target.fetch === own) target.fetch = native;
  };
}

function budget(now: () => number): (kind: EndpointKind) => boolean {
  let second = 0;
  let spent: Partial<Record<EndpointKind, number>> = {};
  return (kind) => {
    const current = Math.floor(now() / 1000);
    if (current !== second) spent = {};
    second = current;
    spent[kind] = (spent[kind] ?? 0) + 1;
    return spent[kind] <= PER_SECOND;
  };
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
  if (call.kind === 'action') page.expectTurn();
  whenSettled(
    answer,
    (response) => onResponse(call, response, page),
    (error) =>
      page.report({
        kind: 'request-failed',
        at: page.now(),
        ...about,
        aborted: call.signal?.aborted || isAbort(error),
      }),
  );
}

function onResponse(call: Call, response: Response, page: Page): void {
  const { ok, status, headers, body } = response;
  const at = page.now();
  const tell = (text: string): void =>
    page.report({
      kind: 'response-received',
      at,
      ...factsOf(call),
      status,
      latencyMs: at - call.startedAt,
      headers: TOLD_HEADERS.map((name) => headers.get(name)?.slice(0, MAX_HEADER)).join('\n'),
      body: text,
    });
  const type = headers.get('content-type') ?? '';
  if (!ok || (/^application.json/.test(type) && NEVER_JSON.includes(call.kind)))
    return void tellClue(response, tell);
  if (body && call.kind === 'timeline') page.watchTimeline(body);
  if (body && call.kind === 'send' && type.includes('event-stream')) watchCompletion(call, body, page);
  tell('');
  // Only the older protocol's URL names the conversation, and only its body is the one that is kept.
  if (call.kind === 'conversation' && call.conversationId) takeAlong(response, page);
}

function takeAlong(response: Response, { take }: Page): void {
  whenSettled(
    response.clone().text(),
    (text) => text.length < MOST_TAKEN && take?.(`${response.url}\n${text}`),
    () => undefined,
  );
}

/** Begins to read at once, before the page can be through with its own copy. The status is enough where this fails. */
async function tellClue(response: Response, tell: (text: string) => void): Promise<void> {
  let text = '';
  try {
    const { body } = response.clone();
    if (body) text = decode(await smallBody(body, MAX_CLUE));
  } catch {
    // A clue less.
  }
  quietly(() => tell(text));
}
