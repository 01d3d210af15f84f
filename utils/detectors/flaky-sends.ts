/**
 * Some messages fail and most work: several separate failures within minutes, with replies between them, and the latest
 * one a reply. A message that failed and then came through is one failure, however often it was tried.
 * Seen: tests/fixtures/signals/flaky-sends.json (2026-11).
 */
import { OUTAGE_CLASSES } from '@/utils/claude/failure';
import { ATTEMPT_SIGNALS, type Attempt, attemptsOf } from '@/utils/signals/attempts';
import { finding } from './finding';
import type { Detector } from './types';

const WINDOW_MS = 10 * 60_000;
/** After this long without a failure it is over. */
const FRESH_MS = 5 * 60_000;
const LEAST_SPELLS = 2;

export const flakySends = {
  id: 'flaky-sends',
  needs: ATTEMPT_SIGNALS,
  detect: (signals, now) => {
    const ends = endsOf(attemptsOf(signals), now - WINDOW_MS);
    const spells = ends.filter((end, index) => isFailure(end) && !isFailure(ends[index - 1]));
    const latestFailure = ends.findLast(isFailure);
    const [first] = spells;
    if (!first || !latestFailure || isFailure(ends.at(-1)) || spells.length < LEAST_SPELLS) return undefined;
    const expires = latestFailure.changedAt + FRESH_MS;
    if (now >= expires) return undefined;
    const failures = ends.filter(isFailure);
    return finding(
      'flaky-sends',
      { since: first.changedAt, at: latestFailure.changedAt },
      { failed: failures.length, total: ends.length, status: latestFailure.status, worksNow: true },
      { recheckAt: expires },
    );
  },
} as const satisfies Detector;

const isFailure = (attempt: Attempt | undefined): boolean =>
  attempt?.failure != null && OUTAGE_CLASSES.includes(attempt.failure);

/** Tries that came to a reply or to a failure of Claude's; what the user stopped, and limits, tell nothing. */
const endsOf = (attempts: readonly Attempt[], since: number): readonly Attempt[] =>
  attempts.filter(
    (attempt) => attempt.changedAt >= since && (isFailure(attempt) || attempt.state === 'done'),
  );
