/**
 * Makes signals of what the page's world saw: names the class of each failure, and reads the times that stand in it.
 * A page may forge what it likes here: nothing is believed but its own form, and the background checks each signal in full.
 * Seen: tests/fixtures/claude/errors.json (2026-10). When wrong: a limit or a sign-out is called an outage.
 */
import type { Signal, SignalOf } from '@/utils/signals/types';
import { epochMs, isError, parseErrorBody } from './error-body';
import { failureClass } from './failure';
import { judgeReply } from './reply-failure';
import type { AnswerSighting, EndSighting, Sighting } from './sighting';

export function signalOf(sighting: Sighting): Signal {
  if ('headers' in sighting) return answered(sighting);
  if ('how' in sighting) return ended(sighting);
  return sighting.kind === 'reply-accepted' ? accepted(sighting) : sighting;
}

/** No name is longer, and a signal with a longer one would be refused as a whole. */
const MOST_LETTERS = 200;
/** A uuid has 36 letters, whoever else's id has more. */
const MOST_ID = 64;

const name = (value: string | null): string | null => value?.slice(0, MOST_LETTERS) || null;

const accepted = ({ conversationId, model, requestId, ...reply }: SignalOf<'reply-accepted'>) => ({
  ...reply,
  conversationId: conversationId && conversationId.length <= MOST_ID ? conversationId : null,
  model: name(model),
  requestId: name(requestId),
});

/** A repeated send answers 409: the message had been taken the first time. */
const isWell = (status: number): boolean => (status >= 200 && status < 300) || status === 409;

function answered({ headers, body, ...answer }: AnswerSighting): SignalOf<'response-received'> {
  const status = answer.status ?? 0;
  const [mitigated, retryAfter = null, ray = null, id = null, otherId = null] = headers
    .split('\n')
    .map((value) => name(value));
  const error = parseErrorBody(body);
  // A send may be refused with 200 on it, and the reason inside, as in a stream.
  const inside = status < 300 && isError(body) ? judgeReply({ how: 'json', what: body }, answer.at) : null;
  const challenged = mitigated === 'challenge';
  return {
    ...answer,
    status: inside?.status ?? answer.status,
    failure: isWell(status) ? (inside?.failure ?? null) : failureClass({ ...error, status, challenged }),
    errorType: error.type,
    errorCode: error.code,
    retryAfterMs: retryAfterMs(retryAfter, answer.at),
    resetsAt: error.resetsAt,
    requestId: name(error.requestId) ?? id ?? otherId,
    ray,
  };
}

function ended({ how, what, resets, ...end }: EndSighting): SignalOf<'reply-ended'> {
  const resetsAt = epochMs(resets);
  if (how === null) return { ...end, failure: null, status: null, resetsAt };
  const judged = judgeReply({ how, what }, end.at);
  return { ...end, ...judged, resetsAt: resetsAt ?? judged.resetsAt };
}

/** Whatever the header says: nobody waits longer, and `Infinity` is no JSON. */
const LONGEST_MS = 24 * 3_600_000;

/** Seconds or an HTTP date. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const ms = seconds >= 0 ? seconds * 1000 : Date.parse(header) - now;
  return ms >= 0 ? Math.min(Math.round(ms), LONGEST_MS) : null;
}
