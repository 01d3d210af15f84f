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
  | 'telemetry'
  | 'wiggle';

export const ERROR_STATUSES = [500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 529] as const;
export type ErrorStatus = (typeof ERROR_STATUSES)[number];

export type AnswerKind =
  | `json-${ErrorStatus}`
  | `html-${ErrorStatus}`
  | 'outage-page'
  | 'challenge'
  | 'limit'
  | 'session-ended'
  | 'session-401'
  | 'too-long'
  | 'read-only'
  | 'destroy'
  | 'hang'
  | 'slow'
  | 'half-json'
  | 'html-200'
  | 'huge';

export const STREAM_KINDS = [
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
] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

interface FaultBase {
  /** How often it strikes; without it until cleared. */
  times?: number;
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
  /** Only requests whose path contains this. */
  path?: string;
}

/** What happens to a reply under way. */
export interface StreamFault extends FaultBase {
  on: 'stream';
  kind: StreamKind;
  /** Chunks of the reply that still arrive (default 2). */
  afterChunks?: number;
  /** `slow-alive`: gap between chunks (default 4000); `upstream-retry`: how long (default 4000). */
  ms?: number;
  /** `error-stop-details`, `upstream-retry` that fails (default 529). */
  httpStatus?: number;
  /** `upstream-retry`: how it goes on (default recover). */
  outcome?: 'recover' | 'fail';
}

export type Fault = AnswerFault | StreamFault;

export interface ActiveFault {
  id: string;
  fault: Fault;
  left: number;
}

export function isStreamFault(fault: Fault): fault is StreamFault {
  return (STREAM_KINDS as readonly string[]).includes(fault.kind);
}

export interface FaultBoard {
  add(fault: Fault): string;
  clear(id?: string): void;
  list(): readonly ActiveFault[];
  /** Uses up one stroke of the first answer fault for these targets. */
  takeAnswer(targets: readonly FaultTarget[], path: string): { id: string; fault: AnswerFault } | null;
  takeStream(): { id: string; fault: StreamFault } | null;
}

export function createFaultBoard(): FaultBoard {
  let active: ActiveFault[] = [];
  let counter = 0;
  const use = (entry: ActiveFault): void => {
    entry.left -= 1;
    if (entry.left <= 0) active = active.filter((other) => other !== entry);
  };
  return {
    add(fault) {
      counter += 1;
      const id = `fault-${counter}`;
      active.push({ id, fault, left: fault.times ?? Number.POSITIVE_INFINITY });
      return id;
    },
    clear(id) {
      active = id === undefined ? [] : active.filter((entry) => entry.id !== id);
    },
    list: () => active,
    takeAnswer(targets, path) {
      for (const target of targets) {
        for (const entry of active) {
          if (entry.fault.on !== target || isStreamFault(entry.fault)) continue;
          if (entry.fault.path !== undefined && !path.includes(entry.fault.path)) continue;
          use(entry);
          return { id: entry.id, fault: entry.fault };
        }
      }
      return null;
    },
    takeStream() {
      for (const entry of active) {
        if (!isStreamFault(entry.fault)) continue;
        use(entry);
        return { id: entry.id, fault: entry.fault };
      }
      return null;
    },
  };
}
