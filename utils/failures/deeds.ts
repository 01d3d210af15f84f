/**
 * What the page itself did after something had failed. Read from the signals that came later, so that an entry of the
 * log is told anew while they come.
 */
import type { Signal } from '@/utils/signals/types';
import type { Deeds, Failure } from './types';

/** A try that comes later than this after a failure is another message. Longer than the page's longest wait, 46 s. */
const CHAIN_MS = 90_000;
/** A banner may come a moment before the signal of the failure does. */
const EARLY_MS = 1_000;
/** A toast that comes later than this is about something else. */
const TOAST_MS = 10_000;
/** A document that reports itself this soon is the one that the request was made in. */
const SAME_PAGE_MS = 3_000;

/** What of a failure the later signals are compared with. */
export interface Failed {
  readonly at: number;
  readonly where: Failure['where'];
  /** Epoch ms at which the failed thing began. */
  readonly startedAt: number;
  readonly conversationId: string | null;
}

export const NO_DEEDS: Deeds = { retries: 0, said: 'nothing', end: 'none' };

export const isSend = (where: string): boolean => where === 'send' || where === 'action';

export function deedsOf(failed: Failed, signals: readonly Signal[]): Deeds {
  let deeds = { ...NO_DEEDS, retries: retriesWithin(failed, signals) };
  let busyAt = failed.at;
  /** A try is on its way: the waiting line goes because of it. */
  let tries = false;
  for (const signal of signals) {
    if (signal.at < failed.at - EARLY_MS) continue;
    if (signal.kind === 'banner') deeds = said(deeds, failed, signal);
    if (signal.at <= failed.at) continue;
    if (signal.kind === 'page-retry' && isSend(failed.where) && !tries)
      deeds = { ...deeds, end: signal.active ? 'none' : 'gave-up' };
    if (isAgain(failed, signal)) {
      if (signal.at - busyAt > CHAIN_MS) return deeds;
      deeds = { ...deeds, retries: deeds.retries + 1, end: 'none' };
    }
    if (isAbout(failed, signal)) {
      busyAt = signal.at;
      tries = signal.kind === 'request-started';
    }
    if (isWell(failed, signal) && signal.at - busyAt <= CHAIN_MS) return { ...deeds, end: 'recovered' };
    if (signal.kind === 'page-loaded' && signal.at - failed.startedAt > SAME_PAGE_MS)
      return { ...deeds, end: 'reloaded' };
  }
  return deeds;
}

/** On the newer protocol claude.ai's servers try again within one turn. */
const retriesWithin = ({ where, startedAt, at }: Failed, signals: readonly Signal[]): number =>
  where !== 'action'
    ? 0
    : Math.max(
        0,
        ...signals.map((signal) =>
          signal.kind === 'page-retry' && signal.active && signal.at >= startedAt && signal.at <= at
            ? signal.attempt
            : 0,
        ),
      );

function said(deeds: Deeds, failed: Failed, signal: Extract<Signal, { kind: 'banner' }>): Deeds {
  if (!signal.shown) return deeds;
  if (signal.place === 'toast')
    return deeds.said === 'nothing' && signal.at - failed.at <= TOAST_MS
      ? { ...deeds, said: 'toast' }
      : deeds;
  if (!isSend(failed.where) && failed.where !== 'timeline') return deeds;
  return { ...deeds, said: signal.hasRetry ? 'banner-with-retry' : 'banner', end: 'gave-up' };
}

/** Of the same kind, about the same chat. Which call `other` was can't be told. */
function isAbout({ where, conversationId }: Failed, signal: Signal): boolean {
  if (!('endpoint' in signal)) return isSend(where) && signal.kind === 'reply-ended';
  if (isSend(where)) return isSend(signal.endpoint);
  return where !== 'other' && signal.endpoint === where && signal.conversationId === conversationId;
}

const isAgain = (failed: Failed, signal: Signal): boolean =>
  signal.kind === 'request-started' && isAbout(failed, signal);

function isWell(failed: Failed, signal: Signal): boolean {
  switch (signal.kind) {
    case 'reply-began':
      return isSend(failed.where) || failed.where === 'timeline';
    case 'reply-ended':
      return isSend(failed.where) && signal.outcome === 'complete';
    case 'response-received':
      // A send is well when its reply comes; 409 says that it had been taken before.
      return (
        isAbout(failed, signal) && signal.failure === null && (!isSend(failed.where) || signal.status === 409)
      );
    case 'page-loaded':
      return failed.where === 'document' && (signal.document === 'app' || signal.document === 'login');
    default:
      return false;
  }
}
