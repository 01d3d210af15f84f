import { loadOf } from '@/utils/fixes/try-load';
import { type Turn, type TurnFacts, turnOf } from '@/utils/fixes/turn';
import { attemptsOf, isOpen, latestAttempt } from '@/utils/signals/attempts';
import type { Signal } from '@/utils/signals/types';
import type { Assessment } from './assess';
import type { Breaker } from './breaker';
import type { Executor } from './executor';
import type { Hub } from './hub';
import type { Records } from './records';

interface Parts {
  readonly hub: Pick<Hub, 'refresh'>;
  readonly records: Pick<Records, 'get'>;
  readonly breaker: Pick<Breaker, 'load'>;
  readonly executor: () => Pick<Executor, 'runOf'>;
  readonly now: () => number;
}

/** Whether another try of a tab is polite now. */
export const turnsOf =
  ({ hub, records, breaker, executor, now }: Parts) =>
  async (tabId: number): Promise<Turn> => {
    const [seen, run, { signals }, load] = await Promise.all([
      hub.refresh(tabId),
      executor().runOf(tabId),
      records.get(tabId),
      breaker.load(null),
    ]);
    // Nobody waits for it any more.
    if (run?.state !== 'working') return { go: 'never', problem: 'breaker_open' };
    return turnOf({ ...turnFacts(seen, signals), ...loadOf(load, seen.context.failed) }, now());
  };

/** Pure. */
export function turnFacts(
  { findings, context }: Pick<Assessment, 'findings' | 'context'>,
  signals: readonly Signal[],
): Omit<TurnFacts, 'outcomes' | 'vainAt'> {
  const latest = latestAttempt(attemptsOf(signals));
  // It shows its waiting line, or it may do so any moment, or its request is under way.
  const pageRetries =
    context.failed !== 'document' &&
    (findings.some(
      ({ id, provisional, evidence }) => evidence.ownRetry != null || (id === 'failed-send' && provisional),
    ) ||
      (latest !== undefined && isOpen(latest)));
  const asked =
    latest?.state === 'failed' && latest.retryAfterMs !== null
      ? { at: latest.changedAt, ms: latest.retryAfterMs }
      : null;
  return { asked, pageRetries, outputBegan: context.outputBegan };
}
