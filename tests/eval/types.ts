/** What the user must be told; `none` also while claude.ai may still mend it by itself. */
export const CLASSES = [
  'server',
  'overloaded',
  'interrupted',
  'frozen',
  'failing-page',
  'challenge',
  'signed-out',
  'limit',
  'length',
  'network',
  'unreachable',
  'offline',
  'model',
  'flaky',
  'page',
  'notice',
  'none',
] as const;
export type SurfaceClass = (typeof CLASSES)[number];

/** Which markers claude.ai's page carries: as of October, as of August, or after a redesign that nobody has seen. */
export type Hooks = '2026-10' | '2026-08' | 'renamed';

/** One realistic situation in one tab: what the page and the network do, and what Lifeline must say of it. */
export interface Surface {
  /** Unique, kebab-case. */
  readonly id: string;
  readonly title: string;
  readonly class: SurfaceClass;
  /** Source of the expectation: file and section of the facts. */
  readonly why: string;
  readonly protocol: 'legacy' | 'merged' | 'none';
  /** Classes that are true at some time before the end, such as an overload before the user goes offline. */
  readonly before?: readonly SurfaceClass[];
  /** What claude.ai would answer if asked whether somebody is signed in; `in` when left out. */
  readonly session?: 'in' | 'out' | 'unknown';
  readonly browser?: 'chrome' | 'firefox';
  /** `late`: over the channel, after the page has loaded, as it ships; else it is there from the first word on. */
  readonly observer?: 'late';
  /** In order of time. */
  readonly steps: readonly Step[];
  /** ms from the beginning. */
  readonly judgeAt: number;
}

/** ms from the beginning, by the clock on the wall. */
type At<D extends string> = { readonly at: number; readonly do: D };

export type Step =
  | (At<'document'> & DocumentFacts)
  | (At<'call'> & CallFacts)
  /** The page stops its own call, as its stop button does. */
  | (At<'abort'> & { readonly call: string })
  /** A turn begins to run, or has ended: stop button and streaming marks. */
  | (At<'busy'> & { readonly on: boolean })
  /** The user types into the composer; a message of theirs empties it. */
  | (At<'type'> & { readonly text: string })
  | (At<'say'> & { readonly who: Who; readonly html: string })
  | (At<'insert'> & { readonly id: string; readonly where: Where; readonly html: string })
  | (At<'remove'> & { readonly id: string })
  /** The whole body, as when the app goes blank. */
  | (At<'body'> & { readonly html: string })
  | (At<'title'> & { readonly text: string })
  /** The model that the composer's selector names. */
  | (At<'model'> & { readonly text: string })
  /** localStorage; null removes. `$now` in the value stands for the time in ms. */
  | (At<'store'> & { readonly key: string; readonly value: string | null })
  | (At<'visible'> & { readonly on: boolean; readonly throttleMs?: number })
  | (At<'sleep'> & { readonly ms: number; readonly timers: 'late' | 'paused' })
  | (At<'online'> & { readonly on: boolean })
  /** pushState. */
  | (At<'route'> & { readonly path: string })
  /** The browser's own error page: no content script runs there. */
  | (At<'unreachable'> & { readonly path: string; readonly error: string })
  /** A navigation that the user or another one stopped: the document that stands there stays. */
  | (At<'stopped-navigation'> & { readonly error: string })
  /** A document of which the browser told a status and no script could run, such as an empty 503. */
  | (At<'empty-document'> & { readonly path: string; readonly status: number })
  /** The main thread does nothing else for so long. */
  | (At<'hang'> & { readonly ms: number })
  | (At<'event'> & { readonly name: string });

export type Who = 'user' | 'assistant';
/** `turn`: beside the newest message. */
type Where = 'turn' | 'toasts' | 'main' | 'top' | 'sidebar' | 'body';

export interface DocumentFacts {
  readonly path: string;
  /** null when the browser doesn't tell. */
  readonly status: number | null;
  /** `app`, or a file in tests/fixtures/surfaces/pages without its ending. */
  readonly html: string;
  readonly lang?: string;
  readonly hooks?: Hooks;
  readonly title?: string;
  readonly model?: string;
  readonly messages?: readonly (readonly [Who, string])[];
}

export interface CallFacts {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path or address; `{org}` and `{chat}` stand for invented ids. */
  readonly url: string;
  readonly answer: Answer;
}

type Answer =
  | { readonly never: true }
  /** The browser rejects the call, after ms. */
  | { readonly after: number; readonly fails: 'network' | 'abort' }
  | HttpAnswer;

export interface HttpAnswer {
  /** ms from the call to the answer's head. */
  readonly after: number;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly sse?: readonly SseItem[];
  readonly frames?: readonly FrameItem[];
  /** Each frame's payload is compressed (flag 0x01). */
  readonly gzip?: boolean;
  /** Bytes per chunk; whole events when left out. */
  readonly cut?: number;
  readonly eol?: '\n' | '\r\n';
  /** After the last item: closed by the server, broken, or left open. */
  readonly end?: { readonly at: number; readonly how: 'close' | 'error' } | 'never';
}

/** ms from the answer's head; repeated when it has `every`. */
export interface Timed {
  readonly at: number;
  readonly until?: number;
  readonly every?: number;
}

export interface SseItem extends Timed {
  /** Name of the event; `comment` for a line that begins with a colon. */
  readonly event: string;
  readonly text?: string;
  readonly model?: string;
  readonly stop?: string;
  /** In place of the usual data. */
  readonly data?: unknown;
}

export interface FrameItem extends Timed {
  readonly frame: string;
  readonly text?: string;
  readonly model?: string;
  /** A whole state that holds the turn of this surface, not only an old one. */
  readonly now?: boolean;
  /** Another conversation than the surface's own. */
  readonly chat?: string;
  /** Numbers of the schema: Status, StatusKind, StopReason, ErrorClass. */
  readonly status?: number;
  readonly kind?: number;
  readonly stop?: number;
  readonly class?: number;
  readonly http?: number;
  readonly type?: string;
  /** Name of the member in StreamError's oneof. */
  readonly detail?: string;
  readonly code?: string;
  readonly message?: string;
  /** Unix seconds. */
  readonly resetsAt?: number;
}
