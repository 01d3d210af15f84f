/**
 * The newer protocol's reply stream (StreamTimeline). Its close is normal (`cadence`), its reopening too: only what the
 * events say counts. A failed turn comes with HTTP 200. Compressed frames count as life, but are not opened.
 * Seen: tests/fixtures/claude/timeline-frames.json (2026-10; field numbers from the page's schema, no failed turn has been
 * captured yet). When wrong: failures on the newer protocol show by the page's banner only.
 */
import { frameReader } from './connect-frames';
import { parseErrorBody } from './error-body';
import { type FailureClass, failureClass } from './failure';
import { decode, message, messages, number, string } from './protobuf';
import type { ReplyFact, ReplyReader } from './reply-reader';

const IDLE = 1;
const RUNNING = 2;
const COMPLETED = 4;
const ERROR = 5;
const UPSTREAM_RETRY = 4;
const LIMIT_EXCEEDED = 3;
const STOP_ERROR = 11;
const STOP_LENGTH = [8, 9];

/** Our classes by the schema's ErrorClass; what is empty goes by its HTTP status. */
const CLASSES: readonly (FailureClass | undefined)[] = [
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
];
const CONCURRENCY_LIMIT = 20;
const SIGN_IN_REQUIRED = 23;

function classOf(errorClass: number): FailureClass | undefined {
  if (errorClass === CONCURRENCY_LIMIT) return 'limit';
  return errorClass === SIGN_IN_REQUIRED ? 'signed-out' : CLASSES[errorClass];
}

/** Connect's codes as HTTP statuses; all others are 500. */
const STATUS_OF_CODE: Record<string, number> = {
  unavailable: 503,
  deadline_exceeded: 504,
  resource_exhausted: 429,
  unauthenticated: 401,
};

export function timelineReader(): ReplyReader {
  const frames = frameReader();
  return {
    push: (chunk) =>
      frames(chunk).flatMap(({ compressed, end, payload }) => {
        if (compressed) return [];
        return end ? endFacts(payload) : eventFacts(payload);
      }),
  };
}

function endFacts(payload: Uint8Array): ReplyFact[] {
  const body = parseErrorBody(decode(payload));
  if (body.type === null) return [];
  const status = STATUS_OF_CODE[body.type] ?? 500;
  return [
    {
      fact: 'failed',
      scope: 'stream',
      failure: failureClass({ ...body, status, challenged: false }),
      status,
    },
  ];
}

function eventFacts(payload: Uint8Array): ReplyFact[] {
  const event = message(payload, 1);
  if (!event) return [];
  const append = message(event, 2);
  const error = message(event, 3);
  const limit = message(event, 4);
  const ack = message(event, 5);
  const update = message(event, 1);
  return [
    ...(append ? [{ fact: 'output' } as const] : []),
    ...(error ? [streamError(error)] : []),
    ...(limit && number(limit, 1) === LIMIT_EXCEEDED
      ? [{ fact: 'limit', resetsAt: seconds(limit, 2) } as const]
      : []),
    ...(ack ? ackFacts(ack) : []),
    ...(update ? updateFacts(update) : []),
  ];
}

/** A time as unix seconds, bare or as a Timestamp message. */
function seconds(bytes: Uint8Array, field: number): number | null {
  const stamp = message(bytes, field);
  const value = stamp ? number(stamp, 1) : number(bytes, field);
  return value > 0 ? value * 1000 : null;
}

function streamError(error: Uint8Array): ReplyFact {
  const api = message(error, 11);
  const invalid = message(error, 7);
  if (message(error, 5)) return failed('limit', 429);
  if (message(error, 6)) return failed('overloaded', 529);
  if (message(error, 8)) return failed('signed-out', 401);
  if (invalid && (number(invalid, 3) || number(invalid, 4))) return failed('length', 413);
  if (api) return failed(classOf(number(api, 1)), number(api, 2) || null);
  return failed(undefined, string(error, 1)?.includes('overloaded') ? 529 : 500);
}

function failed(known: FailureClass | undefined, status: number | null): ReplyFact {
  const facts = { status: status ?? 500, type: null, code: null, message: null, challenged: false };
  return { fact: 'failed', scope: 'turn', failure: known ?? failureClass(facts), status };
}

const ackFacts = (ack: Uint8Array): ReplyFact[] => {
  const mutation = message(ack, 3);
  const error = mutation && message(mutation, 1);
  return error ? [streamError(error)] : [];
};

function updateFacts(update: Uint8Array): ReplyFact[] {
  const facts = messages(update, 20).flatMap(ackFacts);
  // A whole state repeats the stop reasons of old messages.
  const stopped = number(update, 1) ? [] : messages(update, 3).flatMap(stopFacts);
  const conversation = message(update, 2);
  return [...facts, ...stopped, ...(conversation ? conversationFacts(conversation, stopped.length > 0) : [])];
}

function stopFacts(row: Uint8Array): ReplyFact[] {
  const reason = number(row, 7);
  if (STOP_LENGTH.includes(reason)) return [failed('length', null)];
  const details = message(row, 16);
  const error = details && message(details, 7);
  if (error) return [failed(classOf(number(error, 1)), number(error, 2) || null)];
  return reason === STOP_ERROR ? [failed('server', null)] : [];
}

function conversationFacts(conversation: Uint8Array, told: boolean): ReplyFact[] {
  const status = number(conversation, 3);
  if (status === ERROR) return told ? [] : [failed(classOf(number(conversation, 35)), null)];
  if (status === RUNNING) {
    const accepted = {
      fact: 'accepted',
      conversationId: string(conversation, 1),
      model: string(conversation, 6),
    } as const;
    return number(conversation, 22) === UPSTREAM_RETRY ? [accepted, { fact: 'retrying' }] : [accepted];
  }
  const rests = status === IDLE || status === COMPLETED;
  return rests && !told ? [{ fact: 'complete' }] : [];
}
