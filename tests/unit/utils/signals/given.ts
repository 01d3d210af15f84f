import type { Signal, SignalKind, SignalOf } from '@/utils/signals/types';

export const CHAT = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
export const ORG = 'b7d1f0a2-33c4-4e58-8a61-0c9e5d7f1a20';

const call = { id: 'lx-1', endpoint: 'send', protocol: 'legacy', conversationId: CHAT } as const;
const reply = { id: 'lx-1', protocol: 'legacy' } as const;

/** Each kind at its most usual. */
const USUAL: { readonly [K in SignalKind]: Omit<SignalOf<K>, 'at'> } = {
  'request-started': { kind: 'request-started', ...call },
  'response-received': {
    kind: 'response-received',
    ...call,
    status: 200,
    latencyMs: 640,
    failure: null,
    errorType: null,
    errorCode: null,
    retryAfterMs: null,
    resetsAt: null,
    requestId: null,
    ray: null,
  },
  'request-failed': { kind: 'request-failed', ...call, aborted: false },
  'reply-accepted': {
    kind: 'reply-accepted',
    ...reply,
    conversationId: CHAT,
    model: 'claude-sonnet-4-6',
    requestId: null,
  },
  'reply-began': { kind: 'reply-began', ...reply },
  'reply-activity': { kind: 'reply-activity', ...reply },
  'reply-ended': {
    kind: 'reply-ended',
    ...reply,
    outcome: 'complete',
    failure: null,
    status: null,
    outputBegan: true,
    resetsAt: null,
  },
  'reply-silent': { kind: 'reply-silent', id: 'lx-1', silentMs: 30_000, outputBegan: true },
  'reply-resumed': { kind: 'reply-resumed', id: 'lx-1' },
  banner: { kind: 'banner', shown: true, place: 'turn', meaning: 'failed', hasRetry: true },
  'page-loaded': { kind: 'page-loaded', status: 200, document: 'app', blames: null, buildId: 'c41f9e07' },
  'page-retry': { kind: 'page-retry', active: true, attempt: 2, of: null },
  'page-context': {
    kind: 'page-context',
    path: `/chat/${CHAT}`,
    conversationId: CHAT,
    organizationId: ORG,
    model: 'Sonnet 4.6',
  },
  'navigation-failed': { kind: 'navigation-failed', error: null, status: null },
  connectivity: { kind: 'connectivity', online: true },
  'app-health': { kind: 'app-health', state: 'well' },
  'hook-missing': { kind: 'hook-missing', hook: 'composer' },
  'tab-hang': { kind: 'tab-hang', hung: true, silentMs: 20_000 },
  'session-checked': { kind: 'session-checked', state: 'out' },
};

/** A signal of this kind, with what is special about it. */
export const a = <K extends SignalKind>(
  kind: K,
  at: number,
  special: Partial<SignalOf<NoInfer<K>>> = {},
): Signal => ({ ...USUAL[kind], ...special, at }) as Signal;

/** A send that failed with an HTTP status. */
export const failedTry = (
  id: string,
  at: number,
  special: Partial<SignalOf<'response-received'>> = {},
): Signal[] => [
  a('request-started', at, { id }),
  a('response-received', at + 700, { id, status: 529, failure: 'overloaded', ...special }),
];

/** A send that brought a whole reply. */
export const goodTry = (id: string, at: number): Signal[] => [
  a('request-started', at, { id }),
  a('reply-accepted', at + 600, { id }),
  a('response-received', at + 600, { id }),
  a('reply-began', at + 1_400, { id }),
  a('reply-ended', at + 9_000, { id }),
];
