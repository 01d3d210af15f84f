/**
 * Which links the user's own tab has just seen working, which is worth as much as a request. A reply needs all of them, a
 * call that was answered well needs somebody who is signed in, a conversation that arrived is the chat itself. Whatever
 * worked before the latest failure says nothing, and nothing does while something that the user waits for stays without an answer:
 * a line that went dead tells nobody.
 */
import { attemptsOf, latestAttempt } from '@/utils/signals/attempts';
import { last } from '@/utils/signals/finality';
import { successesOf } from '@/utils/signals/successes';
import type { Signal } from '@/utils/signals/types';
import type { ProbeId } from './types';

const FRESH_MS = 60_000;
/** Messages are answered within a second or two, and hardly ever after this. */
const PATIENCE_MS = 8_000;

/** Failures of the way or of claude.ai; a limit, a refusal or a missing detail is none. */
const FAILURES: readonly (string | null)[] = [
  'overloaded',
  'server',
  'gateway',
  'network',
  'cut',
  'signed-out',
  'challenge',
];

function isFailure(signal: Signal): boolean {
  switch (signal.kind) {
    case 'response-received':
      return FAILURES.includes(signal.failure);
    case 'reply-ended':
      return signal.outcome === 'cut' || signal.outcome === 'failed';
    case 'request-failed':
      return !signal.aborted;
    case 'page-loaded':
      return signal.document !== 'app';
    case 'connectivity':
      return !signal.online;
    case 'tab-hang':
      return signal.hung;
    case 'banner':
      return signal.shown;
    default:
      return signal.kind === 'navigation-failed' || signal.kind === 'reply-silent';
  }
}

/** The conversation that the tab shows, arrived by itself. */
function chatArrivedAt(signals: readonly Signal[]): number | null {
  const here = last(signals, 'page-context')?.conversationId ?? null;
  const arrived = signals.findLast(
    (signal) =>
      signal.kind === 'response-received' &&
      signal.endpoint === 'conversation' &&
      signal.failure === null &&
      signal.conversationId === here,
  );
  return here === null ? null : (arrived?.at ?? null);
}

/** The conversation was asked for by the page that stands there, and hasn't come. */
function conversationAskedAt(signals: readonly Signal[]): number | null {
  const start = signals.findLastIndex(
    (signal) =>
      signal.kind === 'page-loaded' ||
      (signal.kind === 'request-started' && signal.endpoint === 'conversation'),
  );
  const asked = signals[start];
  if (asked?.kind !== 'request-started') return null;
  const isEnd = (signal: Signal): boolean =>
    (signal.kind === 'response-received' || signal.kind === 'request-failed') && signal.id === asked.id;
  return signals.some(isEnd) ? null : asked.at;
}

/** A message, the chat or (`loadingSince`) the page has been asked for and has stayed without an answer for too long. */
export function isKeptWaiting(signals: readonly Signal[], loadingSince: number | null, now: number): boolean {
  const message = latestAttempt(attemptsOf(signals));
  const isOpen = message?.state === 'waiting' && message.status === null;
  const times = [isOpen ? message.startedAt : null, conversationAskedAt(signals), loadingSince];
  return times.some((at) => at !== null && now - at > PATIENCE_MS);
}

/** Epoch ms at which each link last worked; none where it is too long ago, or something has failed since. */
export function seenWorking(
  signals: readonly Signal[],
  now: number,
  loadingSince: number | null = null,
): Partial<Record<ProbeId, number>> {
  if (isKeptWaiting(signals, loadingSince, now)) return {};
  const { replyAt, callAt, pageAt } = successesOf(signals);
  const failedAt = signals.findLast(isFailure)?.at ?? Number.NEGATIVE_INFINITY;
  const latest = (...times: readonly (number | null)[]): number | undefined => {
    const fresh = times.filter((at) => at !== null && at > failedAt && now - at < FRESH_MS);
    return fresh.length === 0 ? undefined : Math.max(...(fresh as number[]));
  };
  const chatAt = latest(replyAt, chatArrivedAt(signals));
  const sessionAt = latest(replyAt, callAt);
  const edgeAt = latest(replyAt, callAt, pageAt);
  return {
    ...(edgeAt !== undefined && { internet: edgeAt, edge: edgeAt }),
    ...(sessionAt !== undefined && { claude: sessionAt, session: sessionAt }),
    ...(chatAt !== undefined && { chat: chatAt }),
  };
}
