/**
 * The newer protocol's reply stream (StreamTimeline). Its close is normal (`cadence`), its reopening too: only what the
 * events say counts. A failed turn comes with HTTP 200. A content block that failed (a tool, mostly) is no failed turn.
 * Seen: tests/fixtures/claude/timeline-frames.json (2026-10; field numbers from the page's schema, no failed turn has been
 * captured yet). When wrong: failures on the newer protocol show by the page's banner only.
 */
import { frameOpener, frameReader } from './connect-frames';
import { looseJson } from './error-body';
import { allowFields, decode, type Field, fieldsOf, message, messages, number, string } from './protobuf';
import { each, failure, type OnFact, type ReplyFact, type ReplyReader } from './reply-reader';
import { MAX_CLUE } from './sighting';

/** Conversation.status */
const RUNNING = 2;
/** 1 IDLE, 3 WAITING_FOR_INPUT (a tool waits for the user's word), 4 COMPLETED: nothing is to come by itself. */
const RESTING = [1, 3, 4];
const ERROR = 5;
/** Conversation.status_kind: 1 ERROR_RESCUABLE, 2 ERROR_TERMINAL. */
const ERROR_KINDS = [1, 2];
const UPSTREAM_RETRY = 4;
/** Message.stop_reason */
const STOP_ERROR = 11;
const STOP_LENGTH = [8, 9];
const STOP_DECLINED = 15;
/** Message.send_state */
const NOT_SENT = 2;
const LIMIT_EXCEEDED = 3;
/** turn_disposition.state */
const ERRORED = 3;
/** A long chat comes in large frames of few fields; millions of fields would hold up the page: such a frame is a sign of life. */
const MOST_FIELDS = 200_000;

export function timelineReader(tell: OnFact): ReplyReader {
  const frames = frameReader();
  const open = frameOpener((payload, end) => each(end ? endFacts(payload) : eventFacts(payload), tell));
  return (chunk) => each(frames(chunk), open);
}

function endFacts(payload: Uint8Array): readonly ReplyFact[] {
  const body = decode(payload);
  return looseJson(body).error ? [failure('stream', 'json', body.slice(0, MAX_CLUE))] : [];
}

function eventFacts(payload: Uint8Array): readonly ReplyFact[] {
  const wasEnough = allowFields(MOST_FIELDS);
  const event = message(payload, 1);
  const facts = event ? [...fieldsOf(event)].flatMap(fieldFacts) : [];
  return wasEnough() ? facts : [];
}

function fieldFacts({ number: field, bytes }: Field): readonly ReplyFact[] {
  if (!bytes) return [];
  switch (field) {
    case 1:
      return updateFacts(bytes);
    case 2:
      return [{ fact: 'output' }];
    case 3:
      return [failure('turn', 'stream-error', letters(bytes))];
    case 4:
      return number(bytes, 1) === LIMIT_EXCEEDED ? [{ fact: 'limit', resets: time(bytes, 2) }] : [];
    case 5:
      return ackFacts(bytes);
    default:
      return [];
  }
}

const letters = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, MAX_CLUE / 4));

/** Unix seconds, bare or as a Timestamp message. */
function time(bytes: Uint8Array, field: number): number {
  const stamp = message(bytes, field);
  return stamp ? number(stamp, 1) : number(bytes, field);
}

function ackFacts(ack: Uint8Array): readonly ReplyFact[] {
  const mutation = message(ack, 3);
  return mutation ? [failure('turn', 'mutation-error', letters(mutation))] : [];
}

function updateFacts(update: Uint8Array): readonly ReplyFact[] {
  // A whole state repeats what was said of old messages.
  const repeats = number(update, 1) > 0;
  const stops = repeats ? [] : messages(update, 3).flatMap(messageFacts);
  const conversation = message(update, 2);
  const resets = conversation ? time(conversation, 61) : 0;
  const disposition = repeats ? undefined : message(update, 31);
  return [
    ...(resets ? [{ fact: 'limit', resets } as const] : []),
    ...messages(update, 20).flatMap(ackFacts),
    ...stops,
    ...(conversation ? conversationFacts(conversation, stops.length > 0, repeats) : []),
    ...(disposition && number(disposition, 2) === ERRORED ? [failure('turn')] : []),
  ];
}

function messageFacts(row: Uint8Array): readonly ReplyFact[] {
  const reason = number(row, 7);
  const details = message(row, 16);
  const error = details && message(details, 7);
  if (STOP_LENGTH.includes(reason)) return [failure('turn', 'known', 'length')];
  if (error) return [failure('turn', 'stop-details', letters(error))];
  if (reason === STOP_DECLINED) return [failure('turn', 'known', 'content')];
  if (number(row, 17) === NOT_SENT) return [failure('send', 'known', 'other')];
  return reason === STOP_ERROR ? [failure('turn')] : [];
}

function conversationFacts(conversation: Uint8Array, told: boolean, repeats: boolean): readonly ReplyFact[] {
  const status = number(conversation, 3);
  const kind = number(conversation, 22);
  const id = string(conversation, 1);
  const retrying: ReplyFact[] =
    kind === UPSTREAM_RETRY || number(conversation, 57) ? [{ fact: 'retrying' }] : [];
  if (status === RUNNING) {
    const model = string(conversation, 6);
    return [{ fact: 'accepted', conversationId: id, model, requestId: null }, ...retrying];
  }
  const failed = status === ERROR || ERROR_KINDS.includes(kind);
  if (!failed && RESTING.includes(status)) return told ? [] : [{ fact: 'complete' }];
  if (!failed || told || retrying.length > 0) return retrying;
  return [failure(repeats ? 'state' : 'turn', 'class', `${number(conversation, 35)}`, id)];
}
