/**
 * Some messages fail and most work: several separate failures within minutes, with replies between them, and the latest
 * one a reply. A message that failed and then came through is one failure, however often it was tried.
 * Seen: tests/fixtures/signals/flaky-sends.json (2026-11).
 */
import { ATTEMPT_SIGNALS, attemptsOf } from '@/utils/signals/attempts';
import { endsOf, isClaudesFailure, spellsOf } from '@/utils/signals/spells';
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
    const spells = spellsOf(ends);
    const failures = ends.filter(isClaudesFailure);
    const [first] = spells;
    const latest = failures.at(-1);
    if (!first || !latest || latest === ends.at(-1) || spells.length < LEAST_SPELLS) return undefined;
    const expires = Math.min(latest.changedAt + FRESH_MS, first.changedAt + WINDOW_MS);
    if (now >= expires) return undefined;
    return finding(
      'flaky-sends',
      { since: first.changedAt, at: latest.changedAt },
      { failed: failures.length, total: ends.length, status: latest.status, worksNow: true },
      { recheckAt: expires },
    );
  },
} as const satisfies Detector;
