import { DEFAULT_TRACE, type TraceSettings } from './cdn-trace.ts';
import type { Fault } from './fault-kinds.ts';
import type { Complaints } from './feed-posts.ts';
import type { NetworkState } from './front.ts';
import type { Generated } from './generated.ts';

export type StatusState =
  | 'operational'
  | 'degraded'
  | 'partial'
  | 'major'
  | 'maintenance'
  | 'captcha-405'
  | 'forbidden-403'
  | 'unavailable-503'
  | 'html-200'
  | 'half-json'
  | 'stale'
  | 'ahead'
  | 'wrong-page'
  | 'destroyed'
  | 'hang';

export interface StageConfig {
  /** Which of the two generations of claude.ai's wire protocol this account is on. */
  protocol: 'legacy' | 'merged';
  /** The page's own retry schedule. */
  retryMode: 'off' | 'legacy' | 'expanded' | 'emergency';
  /** Multiplies the page's waits between retries; 1 = the real ones. */
  retryScale: number;
  /** Added before every answer of claude.ai. */
  latencyMs: number;
  /** kB of script that the page runs before its own, to weigh about what the real one does. */
  bulkKb: number;
  signedIn: boolean;
  /** `renamed` gives every test id, data-*, role, label and class of the page another name, as a redesign would. */
  hooks: 'current' | 'renamed';
  /** The page's own code: it throws at its start, isn't there, or its later parts aren't. */
  app: 'fine' | 'throws' | 'no-script' | 'no-chunks';
  /** A higher number is a deployment: documents name the new build, the parts of the old one are gone. */
  release: number;
  /** What the page says by itself once it has loaded. */
  say: Say[];
  /** What becomes of connections to claude.ai. */
  network: NetworkState;
  language: string;
  /** What Claude answers; null = a stock answer that quotes the question. */
  replyText: string | null;
  replyChunks: number;
  chunkGapMs: number;
  pingEveryMs: number;
  thinkingMs: number;
  lineEnding: '\n' | '\r\n';
  /** SSE with `event:` lines; without them only the data tells. */
  sseNames: boolean;
  /** Cut the SSE bytes at odd places, in the middle of lines and characters. */
  splitAnywhere: boolean;
  heartbeatMs: number;
  /** Merged: larger messages of a timeline are compressed. */
  gzipFrames: boolean;
  /** Merged: the page opens the next timeline when one ends. */
  reopens: boolean;
  /** A timeline without a running turn, or older than this between turns, is closed with reason `cadence`. */
  cadenceMs: number;
  /** How long the server goes on by itself after a stream broke before the whole reply is in the tree. */
  afterlifeMs: number;
  /** What a conversation of another organisation answers. */
  wrongOrg: 404 | 403;
  /** The page keeps `ant_completion_backoff_v1`. */
  backoffKey: boolean;
  /** The page shows its failure banner. */
  banner: boolean;
  telemetryMs: number;
  status: StatusState;
  /** statuspage.io fallback host; null = same as `status`. */
  statusFallback: StatusState | null;
  /** `busy`: a surge of complaints began some time ago, see feed-posts.ts. */
  feeds: 'quiet' | 'busy' | 'down' | 'limited';
  /** By host: rates other than the usual ones. */
  complaints: Record<string, Partial<Complaints>>;
  /** Hosts besides claude.ai whose connections come to no TLS. */
  notTls: string[];
  /** Hosts besides claude.ai whose connections are reset. */
  unreachable: string[];
  /** What Cloudflare's trace says of the way to it. */
  trace: TraceSettings;
  /** The browser may keep documents as they were left, and bring them back with Back. */
  backCache: boolean;
  /** claude.ai serves its Content-Security-Policy. */
  csp: boolean;
  /** The account is made of so many chats instead of the twelve seeded ones. Heeded by `reset` only. */
  generated: Generated | null;
  /** While its list is read: after each page a chat below is `touched` and jumps to the top, one above is `deleted`, or both. */
  drift: 'none' | 'touched' | 'deleted' | 'both';
}

/** Something that the page says by itself. */
export interface Say {
  place: 'toast' | 'banner' | 'turn' | 'alert' | 'boundary' | 'answer';
  text: string;
  /** Of toasts and banners (default status). */
  role?: 'status' | 'alert' | 'none';
  color?: 'info' | 'warning' | 'danger';
}

interface SendInfo {
  /** Legacy: turn_message_uuids.human_message_uuid; merged: SendMessage.message_id. */
  key: string | null;
  protocol: 'legacy' | 'merged';
  conversation: string;
  text: string;
  model: string | null;
  /** Text files that came along. */
  attachments: readonly { name: string; text: string }[];
  /** The same key was seen in an earlier request. */
  repeat: boolean;
  /** retry_completion / INPUT_MODE_RETRY: a new answer to an old question. */
  retry: boolean;
}

export interface RequestLogEntry {
  readonly id: number;
  /** Date.now() when the head of the request arrived. */
  readonly at: number;
  readonly host: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  /** All request headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** null while there is no answer, or when the socket was destroyed before one. */
  status: number | null;
  end: 'open' | 'done' | 'aborted' | 'destroyed';
  endedAt: number | null;
  send?: SendInfo;
  /** Id of the fault that answered. */
  fault?: string;
}

export interface Stage {
  readonly httpsPort: number;
  readonly proxyPort: number;
  readonly controlPort: number;
  /** SHA-256 of the certificate's public key, base64, for --ignore-certificate-errors-spki-list. */
  readonly spki: string;
  readonly log: readonly RequestLogEntry[];
  /** Hosts somebody asked the proxy for that the stage doesn't play. */
  readonly unknownHosts: readonly string[];
  readonly account: import('./account.ts').Account;
  readonly config: Readonly<StageConfig>;
  reset(overrides?: Partial<StageConfig>): void;
  set(patch: Partial<StageConfig>): void;
  fail(fault: Fault): string;
  clear(id?: string): void;
  sends(): readonly RequestLogEntry[];
  close(): Promise<void>;
}

export const DEFAULT_CONFIG: StageConfig = {
  protocol: 'legacy',
  retryMode: 'expanded',
  retryScale: 1,
  latencyMs: 0,
  bulkKb: 0,
  signedIn: true,
  hooks: 'current',
  app: 'fine',
  release: 1,
  say: [],
  network: 'fine',
  language: 'en-US',
  replyText: null,
  replyChunks: 6,
  chunkGapMs: 60,
  pingEveryMs: 1000,
  thinkingMs: 0,
  lineEnding: '\n',
  sseNames: true,
  splitAnywhere: false,
  heartbeatMs: 250,
  gzipFrames: false,
  reopens: true,
  cadenceMs: 20_000,
  afterlifeMs: 1500,
  wrongOrg: 404,
  backoffKey: true,
  banner: true,
  telemetryMs: 5000,
  status: 'operational',
  statusFallback: null,
  feeds: 'quiet',
  complaints: {},
  notTls: [],
  unreachable: [],
  trace: DEFAULT_TRACE,
  backCache: false,
  csp: true,
  generated: null,
  drift: 'none',
};
