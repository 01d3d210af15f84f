import type { Signal, SignalOf } from '@/utils/signals/types';
import { deedsOf, isSend } from './deeds';
import { entry, type Facts, modelShownAt, type Seen } from './entry';
import type { Failure, FailureLogClass } from './types';

type Banner = SignalOf<'banner'>;

/** The page may try again for this long before it shows a banner. */
const BANNER_MS = 240_000;
const TOAST_MS = 15_000;
/** A banner may come a moment before the signal of the failure does. */
const EARLY_MS = 2_000;

const CLASSES: Partial<Record<Banner['meaning'], FailureLogClass>> = {
  server: 'server',
  capacity: 'overloaded',
  network: 'network',
  interrupted: 'cut',
  limit: 'limit',
  length: 'length',
  'signed-out': 'signed-out',
  model: 'model',
  page: 'broken-app',
};

/** The page tells of a failure, and nothing that was seen of its network explains it. */
export function unexplainedNotices(seen: Seen, explained: readonly Failure[]): Failure[] {
  return seen.signals.flatMap((signal, index) => {
    if (signal.kind !== 'banner' || !signal.shown) return [];
    const before = seen.signals.slice(0, index).findLast((one) => one.kind === 'banner');
    return isSame(signal, before) || explained.some((one) => explains(one, signal))
      ? []
      : [notice(seen, signal)];
  });
}

const isSame = (banner: Banner, before: Signal | undefined): boolean =>
  before?.kind === 'banner' &&
  before.shown &&
  before.meaning === banner.meaning &&
  before.place === banner.place;

function explains({ at, where }: Failure, banner: Banner): boolean {
  const sinceMs = banner.at - at;
  const isReply = isSend(where) || where === 'timeline';
  const limitMs = banner.place === 'turn' && isReply ? BANNER_MS : TOAST_MS;
  return sinceMs >= -EARLY_MS && sinceMs <= limitMs;
}

function notice(seen: Seen, signal: Banner): Failure {
  const { at, meaning, place, hasRetry } = signal;
  const failed = { at, where: 'notice', startedAt: at, conversationId: null } as const;
  const shown = place === 'toast' ? 'toast' : hasRetry ? 'banner-with-retry' : 'banner';
  const facts: Facts = {
    ...failed,
    name: `banner ${place} ${meaning}`,
    class: CLASSES[meaning] ?? 'other',
    errorType: meaning,
    model: place === 'turn' ? modelShownAt(seen.signals, at) : null,
    page: { ...deedsOf(failed, seen.signals), said: shown },
  };
  return entry(seen, facts);
}
