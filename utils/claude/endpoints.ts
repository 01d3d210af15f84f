/**
 * What a request of claude.ai's page is for, told from its URL alone: the page's requests are never opened.
 * Two protocol generations live side by side, per account: REST with SSE under /api, Connect RPC under /claudeai-rpc.
 * Seen: tests/fixtures/claude/endpoints.json (2026-10). When wrong: a failure is missed, or noise counts as one.
 */
export type EndpointKind =
  /** Creates a turn; its failure is what the user sees. */
  | 'send'
  /** Any PerformAction of the newer protocol: a send, or a rename; the URL doesn't tell. */
  | 'action'
  /** Long-lived reply stream of the newer protocol. */
  | 'timeline'
  | 'conversation'
  | 'list'
  /** Tells whether somebody is signed in; the page asks when it starts. */
  | 'session'
  | 'other';

export interface Endpoint {
  readonly kind: EndpointKind;
  readonly protocol: 'legacy' | 'merged';
  /** uuid from the path; null where the path has none. */
  readonly conversationId: string | null;
}

const RPC = /^\/claudeai-rpc\/[\w.]+\/(\w+)$/;
const CHATS = /\/chat_conversations(?:_v2)?(?:\/([0-9a-f-]{36}))?(?:\/(\w+))?$/i;

const SESSION = /^\/api\/(bootstrap(\/[\w-]+\/app_start)?|account(_profile)?|organizations)$/;

/**
 * Requests whose failures no user waits for: telemetry, sandbox look-ups, the page's own polling, and details that it shows
 * beside the chat, such as what is left of a plan.
 */
const NOISE =
  /^\/api\/(event_log|challenge_)|\/(wiggle|model_configs|prepaid)\/|\/(completion_status|thumbnail|preview|title|usage|overage_spend_limit|banners)$/;
/** Sent behind the user's back too; GetNewConversationDefaults answers 403 on every legacy account, memberships are a detail. */
const RPC_NOISE = /^(ReportView|GetNewConv|ListConversationM)/;

const RPC_KINDS: readonly (readonly [RegExp, EndpointKind])[] = [
  [/^(PerformAction|SendAndSettle)$/, 'action'],
  [/^StreamTimeline$/, 'timeline'],
  [/^ReadConversation/, 'conversation'],
  [/^(List|Stream)Conversation/, 'list'],
];

/** undefined for what Lifeline doesn't watch: other hosts, assets, noise. */
export function endpointOf({ hostname, pathname }: URL, method: string): Endpoint | undefined {
  if (hostname !== 'claude.ai') return undefined;
  const rpc = RPC.exec(pathname)?.[1];
  if (rpc) {
    if (RPC_NOISE.test(rpc)) return undefined;
    const kind = RPC_KINDS.find(([pattern]) => pattern.test(rpc))?.[1] ?? 'other';
    return { kind, protocol: 'merged', conversationId: null };
  }
  if (!pathname.startsWith('/api/') || NOISE.test(pathname)) return undefined;
  const [chats, conversationId = null, action] = CHATS.exec(pathname) ?? [];
  const isSession = method === 'GET' && SESSION.test(pathname);
  const kind = chats ? chatKind(method, conversationId, action) : isSession ? 'session' : 'other';
  return { kind, protocol: 'legacy', conversationId };
}

function chatKind(method: string, id: string | null, action: string | undefined): EndpointKind {
  if (action) return method === 'POST' && /^(retry_)?completion$/.test(action) ? 'send' : 'other';
  if (method !== 'GET') return 'other';
  return id ? 'conversation' : 'list';
}
