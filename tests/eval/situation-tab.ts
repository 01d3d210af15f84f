/** The deeds of a tab as signals, such as the page observer and the tab observer report them. */
import { failureClass } from '@/utils/claude/failure';
import { SignalSchema } from '@/utils/signals/registry';
import type { Signal } from '@/utils/signals/types';

const CHAT = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const ORGANISATION = '5b1f6c58-2c1e-4f0a-9a57-0d6f1f3f6b1a';
const SECOND_MS = 1_000;

interface Deed {
  /** Epoch ms. */
  readonly at: number;
  /** For the ids of requests. */
  readonly id: string;
  readonly words: readonly string[];
  readonly model: string | null;
}

const legacy = { protocol: 'legacy', conversationId: CHAT } as const;
const NO_DETAIL = {
  errorType: null,
  errorCode: null,
  retryAfterMs: null,
  requestId: null,
  ray: null,
} as const;

type Endpoint = Extract<Signal, { kind: 'response-received' }>['endpoint'];
type Failure = Extract<Signal, { kind: 'response-received' }>['failure'];

const started = ({ at, id }: Deed): Signal => ({
  kind: 'request-started',
  at,
  id,
  endpoint: 'send',
  ...legacy,
});

const answered = (
  { at, id }: Deed,
  status: number,
  failure: Failure,
  endpoint: Endpoint = 'send',
  resetsAt: number | null = null,
): Signal => ({
  kind: 'response-received',
  ...{ at: at + 700, id, endpoint, ...legacy, status, latencyMs: 700, failure, resetsAt },
  ...NO_DETAIL,
});

/** A stream that was taken and has begun. */
function begun(deed: Deed, afterMs = 1_500): Signal[] {
  const { at, id, model } = deed;
  return [
    started(deed),
    answered(deed, 200, null),
    { kind: 'reply-accepted', at: at + 700, id, ...legacy, model, requestId: null },
    { kind: 'reply-began', at: at + afterMs, id, protocol: 'legacy' },
  ];
}

const ended = (
  { id }: Deed,
  at: number,
  outcome: 'complete' | 'stopped' | 'cut' | 'failed',
  failure: Failure = null,
): Signal => ({
  kind: 'reply-ended',
  ...{ at, id, protocol: 'legacy', outcome, failure, status: null, outputBegan: true, resetsAt: null },
});

const STREAM_FAILURES: Record<string, Failure> = { overloaded: 'overloaded', limit: 'limit' };

function refused(deed: Deed, word: string): Signal[] {
  const status = Number.parseInt(word, 10);
  const isModel = word.endsWith('-model');
  const type = isModel ? 'not_found_error' : null;
  const message = isModel ? 'model: claude-opus-4-1' : null;
  return [
    started(deed),
    answered(deed, status, failureClass({ status, type, code: null, message, challenged: false })),
  ];
}

const loaded = (deed: Deed, document = 'app', status = 200, blames: string | null = null): Signal =>
  ({ kind: 'page-loaded', at: deed.at, status, document, blames, buildId: 'c41f9e07' }) as Signal;

/** What each deed makes; the page that is opened asks for its start and shows the chat. */
const DEEDS: Record<string, (deed: Deed) => Signal[]> = {
  open: (deed) => [loaded(deed), answered(deed, 200, null, 'session'), place(deed)],
  model: (deed) => [place(deed)],
  call: (deed) => [answered(deed, 200, null, 'list')],
  reply: (deed) => [...begun(deed), ended(deed, deed.at + 9_000, 'complete')],
  slow: (deed) => {
    const waitMs = Number(deed.words[0]) * SECOND_MS;
    return [...begun(deed, waitMs), ended(deed, deed.at + waitMs + 6_000, 'complete')];
  },
  stopped: (deed) => [...begun(deed), ended(deed, deed.at + 4_000, 'stopped')],
  cut: (deed) => [...begun(deed), ended(deed, deed.at + 6_000, 'cut', 'cut')],
  'stream-error': (deed) => [
    ...begun(deed),
    ended(deed, deed.at + 3_000, 'failed', STREAM_FAILURES[deed.words[0] ?? ''] ?? 'server'),
  ],
  silent: (deed) => {
    const silentMs = Number(deed.words[0]) * SECOND_MS;
    const at = deed.at + 1_500 + silentMs;
    return [...begun(deed), { kind: 'reply-silent', at, id: deed.id, silentMs, outputBegan: true }];
  },
  fail: (deed) => refused(deed, deed.words[0] ?? '500'),
  drop: (deed) => [
    started(deed),
    { kind: 'request-failed', at: deed.at + 300, id: deed.id, endpoint: 'send', ...legacy, aborted: false },
  ],
  limit: (deed) => [
    started(deed),
    answered(deed, 429, 'limit', 'send', deed.at + Number(deed.words[0]) * 60 * SECOND_MS),
  ],
  'challenge-call': (deed) => [started(deed), answered(deed, 403, 'challenge')],
  retrying: ({ at, words: [word = ''] }) => {
    const [attempt = 1, of = 10] = word.split('/').map(Number);
    return [{ kind: 'page-retry', at, active: true, attempt, of }];
  },
  load: (deed) => {
    const [endpoint, status] = deed.words;
    const code = Number(status);
    const facts = { status: code, type: null, code: null, message: null, challenged: false };
    return [answered(deed, code, failureClass(facts), endpoint as Endpoint)];
  },
  document: (deed) => {
    const [document, status, blames] = deed.words;
    return [loaded(deed, document, Number(status), blames ?? null)];
  },
  empty: ({ at, words: [status] }) => [
    { kind: 'navigation-failed', at, error: null, status: Number(status) },
  ],
  unreachable: ({ at, words: [error = ''] }) => [{ kind: 'navigation-failed', at, error, status: null }],
  offline: ({ at }) => [{ kind: 'connectivity', at, online: false }],
  session: ({ at, words: [state] }) => [{ kind: 'session-checked', at, state: state as 'in' | 'out' }],
  hang: ({ at, words: [seconds] }) => [
    { kind: 'tab-hang', at, hung: true, silentMs: Number(seconds) * SECOND_MS },
  ],
  blank: ({ at }) => [{ kind: 'app-health', at, state: 'blank' }],
  chunk: ({ at, words: [status] }) => [
    { kind: 'app-health', at, state: 'chunk-failed', status: Number(status) },
  ],
  banner: ({ at, words: [meaning] }) => [
    { kind: 'banner', at, shown: true, place: 'turn', meaning, hasRetry: true } as Signal,
  ],
};

const place = ({ at, model }: Deed): Signal => ({
  kind: 'page-context',
  ...{ at, path: `/chat/${CHAT}`, conversationId: CHAT, organizationId: ORGANISATION, model },
});

const UNITS: Record<string, number> = { s: SECOND_MS, m: 60 * SECOND_MS, h: 3_600 * SECOND_MS };

/** In order of time, as a tab reports them. */
export function signalsOf(tab: readonly string[], now: number): Signal[] {
  let model: string | null = null;
  const signals = tab.flatMap((line, index) => {
    const [age = '', verb = '', ...words] = line.split(' ');
    if (verb === 'model') model = words.join(' ');
    const at = now - Number.parseInt(age, 10) * (UNITS[age.slice(-1)] ?? Number.NaN);
    const deed = DEEDS[verb];
    if (!deed || Number.isNaN(at)) throw new Error(`no such deed: ${line}`);
    return deed({ at, id: `r-${index}`, words, model });
  });
  return signals.map((signal) => SignalSchema.parse(signal)).sort((a, b) => a.at - b.at);
}
