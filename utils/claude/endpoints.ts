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
  | 'session'
  | 'other';

export interface Endpoint {
  readonly kind: EndpointKind;
  readonly protocol: 'legacy' | 'merged';
  /** uuid from the path; null where the path has none. */
  readonly conversationId: string | null;
  /** uuid from the path; null where the path has none. */
  readonly organizationId: string | null;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const CONVERSATION = new RegExp(`/chat_conversations/(${UUID})(/[a-z_]+)?$`, 'i');
const ORGANIZATION = new RegExp(`/organizations/(${UUID})/`, 'i');
const RPC = /^\/claudeai-rpc\/[\w.]+\/(\w+)$/;

/** Requests whose failures no user waits for: telemetry, sandbox look-ups, the page's own polling. */
const NOISE = /^\/api\/(event_logging|challenge_redirect)|\/wiggle\/|\/completion_status$|\/(thumbnail|preview)$|\/title$/;

const RPC_KINDS: Record<string, EndpointKind> = {
  PerformAction: 'action',
  SendAndSettle: 'action',
  StreamTimeline: 'timeline',
  ReadConversation: 'conversation',
  ReadConversationHistory: 'conversation',
  ListConversations: 'list',
  StreamConversationList: 'list',
};
/** Sent in the background by the page; GetNewConversationDefaults answers 403 on every legacy account. */
const RPC_NOISE = new Set(['ReportViewing', 'GetNewConversationDefaults', 'ListConversationMemberships']);

/** undefined for what Lifeline doesn't watch: other hosts, assets, noise. */
export function endpointOf(url: URL, method: string): Endpoint | undefined {
  if (url.hostname !== 'claude.ai') return undefined;
  const path = url.pathname;
  const rpc = RPC.exec(path)?.[1];
  if (rpc) return RPC_NOISE.has(rpc) ? undefined : merged(RPC_KINDS[rpc] ?? 'other');
  if (!path.startsWith('/api/') || NOISE.test(path)) return undefined;
  const conversation = CONVERSATION.exec(path);
  return {
    kind: legacyKind(path, method, conversation?.[2]),
    protocol: 'legacy',
    conversationId: conversation?.[1] ?? null,
    organizationId: ORGANIZATION.exec(`${path}/`)?.[1] ?? null,
  };
}

const merged = (kind: EndpointKind): Endpoint => ({
  kind,
  protocol: 'merged',
  conversationId: null,
  organizationId: null,
});

function legacyKind(path: string, method: string, action: string | undefined): EndpointKind {
  if (action === '/completion' || action === '/retry_completion') return method === 'POST' ? 'send' : 'other';
  if (/\/chat_conversations\/[^/]+$/.test(path)) return method === 'GET' ? 'conversation' : 'other';
  if (/\/chat_conversations(_v2)?$/.test(path)) return method === 'GET' ? 'list' : 'other';
  if (/^\/api\/(bootstrap|account|organizations)(\/|$)/.test(path) && isSessionCheck(path)) return 'session';
  return 'other';
}

const isSessionCheck = (path: string): boolean => /^\/api\/(bootstrap(\/.*)?|account|organizations)$/.test(path);
