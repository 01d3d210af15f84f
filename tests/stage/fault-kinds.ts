import type { Call } from './call.ts';

/** Where a fault strikes. Several that match: the most specific, then the oldest. */
export type FaultTarget =
  | 'send'
  | 'document'
  | 'tree'
  | 'list'
  | 'session'
  | 'api'
  | 'stream'
  | 'completion-status'
  | 'status-page'
  | 'feed'
  | 'trace'
  | 'telemetry'
  | 'wiggle'
  | 'files'
  | 'projects';

const ERROR_STATUSES = [429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 529] as const;
type ErrorStatus = (typeof ERROR_STATUSES)[number];

export type AnswerKind =
  | `json-${ErrorStatus}`
  | `html-${ErrorStatus}`
  | 'outage-page'
  | 'challenge'
  | 'limit'
  | 'session-ended'
  | 'session-401'
  | 'masked-401'
  | 'masked-403'
  | 'too-long'
  | 'read-only'
  | 'billing'
  | 'portal'
  | 'destroy'
  | 'reset'
  | 'hang'
  | 'slow'
  | 'half-json'
  | 'cut'
  | 'empty-page'
  | 'half-trace'
  | 'html-200'
  | 'huge'
  | 'redirect'
  | 'custom';

const STREAM_KINDS = [
  'truncated',
  'inline-error',
  'stop-reason-error',
  'silent',
  'silent-from-start',
  'slow-alive',
  'destroyed',
  'error-stop-details',
  'mutation-ack-error',
  'upstream-retry',
  'end-of-stream-error',
  'stops',
  'limit-in-stream',
  'never-begins',
  'closed-for-good',
] as const;
type StreamKind = (typeof STREAM_KINDS)[number];

/** Seen: the ones that the page's own code names, bundle of 2026-03. */
type StopReason =
  | 'end_turn'
  | 'max_tokens'
  | 'tool_use_limit'
  | 'refusal'
  | 'cyber_refusal'
  | 'prompt_injection_risk'
  | 'user_canceled'
  | 'error';

interface FaultBase {
  /** How often it strikes; without it until cleared. */
  times?: number;
  /** Strikes the first of every so many that it fits: 2 is fails, works, fails, works. */
  every?: number;
  /** Lets this many that it fits pass first. */
  skip?: number;
  /** Only sends to this model. */
  model?: string;
}

/** The answer to a whole request. On `stream` it answers the opening of the merged timeline. */
export interface AnswerFault extends FaultBase {
  on: FaultTarget;
  kind: AnswerKind;
  /** Sets the Retry-After header, in seconds. */
  retryAfter?: number;
  /** Wait of `slow` (default 3000), or a wait before any other kind answers. */
  ms?: number;
  /** For sends: what the server nevertheless kept (default: nothing). */
  serverKeeps?: 'nothing' | 'question' | 'answer';
  /** For `limit`: unix seconds when it ends (default: in two hours). */
  resetsAt?: number;
  /** For `custom`: answers by itself. */
  custom?: (call: Call) => unknown;
  /** Only requests whose path contains this. */
  path?: string;
  /** Only requests to this host. */
  host?: string;
}

/** What happens to a reply under way. */
export interface StreamFault extends FaultBase {
  on: 'stream';
  kind: StreamKind;
  /** Chunks of the reply that still arrive (default 2). */
  afterChunks?: number;
  /** `slow-alive`: gap between chunks (default 4000); `upstream-retry`: how long (default 4000). */
  ms?: number;
  /** `inline-error`, `error-stop-details`, `upstream-retry` that fails (default 529). */
  httpStatus?: number;
  /** Merged, a turn that fails: the schema's ErrorClass (default: the one of the status). */
  errorClass?: number;
  /** `stops`: how the reply says that it ended (default refusal). */
  stopReason?: StopReason;
  /** `limit-in-stream`, and a status of 429: unix seconds (default: in two hours). */
  resetsAt?: number;
  /** `inline-error` of 429 (merged): seconds. */
  retryAfter?: number;
  /** `upstream-retry`: how it goes on (default recover). */
  outcome?: 'recover' | 'fail';
}

export type Fault = AnswerFault | StreamFault;

export interface ActiveFault {
  id: string;
  fault: Fault;
  left: number;
  /** How many it fitted, struck or not. */
  fitted: number;
}

export function isStreamFault(fault: Fault): fault is StreamFault {
  return (STREAM_KINDS as readonly string[]).includes(fault.kind);
}
