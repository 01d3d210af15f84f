/**
 * Why a reply failed, on either protocol. Types and codes lead; a status is what the server names, or what its name for the
 * failure stands for. Field numbers and classes are those of the page's schema; no failed turn has been captured yet.
 * Seen: tests/fixtures/claude/timeline-frames.json (2026-10). When wrong: a limit or a refusal is called an outage.
 */
import { parseErrorBody } from './error-body';
import { type FailureClass, failureClass } from './failure';
import { message, number, string } from './protobuf';
import type { ReplyClue } from './sighting';

export interface ReplyJudgement {
  readonly outcome: 'failed' | 'complete' | 'stopped';
  readonly failure: FailureClass | null;
  /** HTTP status; null when the server names none. */
  readonly status: number | null;
  /** Epoch ms at which a limit ends. */
  readonly resetsAt: number | null;
}

/** By the schema's ErrorClass. `answer`: the reply came to an end of its own. A `server` may be told more exactly by a status. */
const CLASSES: readonly (FailureClass | 'answer' | undefined)[] = [
  undefined,
  'limit', // RATE_LIMIT
  'overloaded',
  'signed-out', // AUTHENTICATION_FAILED
  'other', // PERMISSION_DENIED
  'other', // NOT_FOUND
  'other', // INVALID_REQUEST
  'length', // REQUEST_TOO_LARGE
  'length', // CONTEXT_EXCEEDED
  'model', // MODEL_GATED
  'server', // SERVER_ERROR
  'content', // CONTENT_FILTER_BLOCKED
  'limit', // SPEND_LIMIT
  'limit', // CREDITS_REQUIRED
  'server', // EXECUTOR_SILENT
  'answer', // MAX_OUTPUT_TOKENS
  'answer', // EXECUTION_STOPPED
  'answer', // TURN_LIMIT_REACHED
  'server', // WORKER_LOST
  'cut', // INTERRUPTED
  'limit', // CONCURRENCY_LIMIT
  'server', // WORKSPACE_FAILED
  'content', // SEND_REFUSED
  'signed-out', // SIGN_IN_REQUIRED
  'signed-out', // DEVICE_VERIFICATION_REQUIRED
  undefined, // not in the schema
  'other', // PERMISSION_MODE_REQUIRED
];

/** Streams name no status: the public API's by type, Connect's by code. */
const STATUS_OF_NAME: Record<string, number> = {
  api_error: 500,
  overloaded_error: 529,
  rate_limit_error: 429,
  timeout_error: 504,
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  internal: 500,
  unavailable: 503,
  deadline_exceeded: 504,
  resource_exhausted: 429,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  aborted: 409,
  already_exists: 409,
  invalid_argument: 400,
  failed_precondition: 400,
  out_of_range: 400,
  unimplemented: 501,
};

const bytesOf = (letters: string): Uint8Array => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
const EMPTY = new Uint8Array();

export function judgeReply({ how, what }: ReplyClue, now: number): ReplyJudgement {
  switch (how) {
    case 'json':
      return judgeBody(what);
    case 'stream-error':
      return judgeStreamError(bytesOf(what), now, 500);
    case 'mutation-error':
      // A mutation is refused for what it asks (`stale_parent`), unless the error says otherwise.
      return judgeStreamError(message(bytesOf(what), 1) ?? EMPTY, now, 400);
    case 'stop-details':
      return judgeStop(bytesOf(what));
    case 'class':
      return byClass(Number(what), null, null, null);
    case 'known':
      return failed(what as FailureClass, null);
    default:
      return failed('server', null);
  }
}

const failed = (failure: FailureClass, status: number | null, resetsAt: number | null = null) =>
  ({ outcome: 'failed', failure, status, resetsAt }) as const;

function judgeBody(text: string): ReplyJudgement {
  const body = parseErrorBody(text);
  // Connect's word for a call that the page itself gave up.
  if (body.type === 'canceled') return { outcome: 'stopped', failure: null, status: null, resetsAt: null };
  const status = statusOf(body.type) ?? 500;
  return failed(failureClass({ ...body, status, challenged: false }), status, body.resetsAt);
}

const statusOf = (name: string | null): number | undefined =>
  name !== null && Object.hasOwn(STATUS_OF_NAME, name) ? STATUS_OF_NAME[name] : undefined;

/** `usual`: the status of an error that says nothing known. */
function judgeStreamError(error: Uint8Array, now: number, usual: number): ReplyJudgement {
  const limit = message(error, 5);
  if (limit) return failed('limit', 429, soon(number(limit, 1), now));
  if (message(error, 6)) return failed('overloaded', 529);
  if (message(error, 8)) return failed('signed-out', 401);
  if (message(error, 9)) return failed('other', 403);
  const invalid = message(error, 7);
  if (invalid && (number(invalid, 2) || message(invalid, 2))) return failed('limit', 429);
  if (invalid && (number(invalid, 3) || number(invalid, 4))) return failed('length', 413);
  const type = string(error, 1);
  const status = invalid ? 400 : message(error, 10) ? 404 : (statusOf(type) ?? usual);
  const code = invalid ? string(invalid, 10) : null;
  const api = message(error, 11);
  if (api) return byClass(number(api, 1), number(api, 2) || null, type, null);
  const known = failureClass({ status, type, code, message: string(error, 2), challenged: false });
  return failed(known, known === 'overloaded' ? 529 : status);
}

const soon = (seconds: number, now: number): number | null => (seconds > 0 ? now + seconds * 1000 : null);

/** ErrorStopDetails */
const judgeStop = (stop: Uint8Array): ReplyJudgement =>
  byClass(number(stop, 1), number(stop, 2) || null, string(stop, 4), string(stop, 5));

function byClass(
  errorClass: number,
  status: number | null,
  type: string | null,
  code: string | null,
): ReplyJudgement {
  const known = CLASSES[errorClass];
  if (known === 'answer') return { outcome: 'complete', failure: null, status, resetsAt: null };
  const named = status ?? statusOf(type) ?? 500;
  const facts = { type, code, message: null, challenged: false };
  if (known === 'server') return failed(failureClass({ ...facts, status: Math.max(named, 500) }), status);
  return failed(known ?? failureClass({ ...facts, status: named }), status);
}
