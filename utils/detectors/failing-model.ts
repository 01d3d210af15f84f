/**
 * One model fails while another works: its latest tries failed, several of them, and another model has answered since
 * they began to. 62 % of the incidents that claude.ai reports name a model.
 * Seen: tests/fixtures/signals/failing-model.json (2026-11).
 */
import { OUTAGE_CLASSES } from '@/utils/claude/failure';
import { ATTEMPT_SIGNALS, type Attempt, attemptsOf } from '@/utils/signals/attempts';
import { finding } from './finding';
import type { Detector } from './types';

const WINDOW_MS = 10 * 60_000;
/** One failure is not a model's. */
const LEAST = 2;

export const failingModel = {
  id: 'failing-model',
  needs: ATTEMPT_SIGNALS,
  detect: (signals, now) => {
    const ends = attemptsOf(signals).filter(
      (attempt) => now - attempt.changedAt < WINDOW_MS && (isFailure(attempt) || attempt.state === 'done'),
    );
    const model = ends.findLast(isFailure)?.model ?? null;
    if (model === null) return undefined;
    const failures = failuresSinceItWorked(ends.filter((attempt) => attempt.model === model));
    const [first] = failures;
    const latest = failures.at(-1);
    if (!first || !latest || failures.length < LEAST) return undefined;
    const others = ends.filter((attempt) => attempt.changedAt > first.changedAt && attempt.model !== model);
    if (!others.some(({ state, model: other }) => state === 'done' && other !== null)) return undefined;
    return finding(
      'failing-model',
      { since: first.changedAt, at: latest.changedAt },
      {
        model,
        failed: failures.length,
        total: failures.length,
        status: latest.status,
        failure: latest.failure ?? 'other',
        worksNow: ends.at(-1)?.state === 'done',
      },
      { recheckAt: latest.changedAt + WINDOW_MS },
    );
  },
} as const satisfies Detector;

const isFailure = ({ failure }: Attempt): boolean => failure !== null && OUTAGE_CLASSES.includes(failure);

const failuresSinceItWorked = (ends: readonly Attempt[]): readonly Attempt[] =>
  ends.slice(ends.findLastIndex((attempt) => !isFailure(attempt)) + 1);
