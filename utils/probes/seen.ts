/**
 * Which links the user's own tab has just seen working, which is worth as much as a request. A reply needs all of them, a
 * call that was answered well needs somebody who is signed in, a conversation that arrived is the chat itself. Whatever
 * worked before the latest failure says nothing.
 */
import { last } from '@/utils/signals/finality';
import { successesOf } from '@/utils/signals/successes';
import type { Signal } from '@/utils/signals/types';
import type { ProbeId } from './types';

const FRESH_MS = 60_000;

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

/** Epoch ms at which each link last worked; none where it is too long ago, or something has failed since. */
export function seenWorking(signals: readonly Signal[], now: number): Partial<Record<ProbeId, number>> {
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
