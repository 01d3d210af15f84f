/**
 * The user's own limit: 429, `rate_limit_error`, or a limit inside the stream. Never an outage. What only
 * the page says of one is told by error-notice.
 * Seen: tests/fixtures/signals/usage-limit.json (2026-11).
 */
import { ATTEMPT_SIGNALS, attemptsOf, latestAttempt } from '@/utils/signals/attempts';
import { finding } from './finding';
import type { Detector } from './types';

/** The longest limit known lasts a week. */
const LONGEST_MS = 60 * 24 * 60 * 60_000;

const plausible = (resetsAt: number | null, now: number): number | null =>
  resetsAt !== null && Math.abs(resetsAt - now) < LONGEST_MS ? resetsAt : null;

export const usageLimit = {
  id: 'usage-limit',
  needs: ATTEMPT_SIGNALS,
  detect: (signals, now) => {
    const latest = latestAttempt(attemptsOf(signals));
    const resetsAt = plausible(latest?.resetsAt ?? null, now);
    if (latest?.failure !== 'limit' || (resetsAt !== null && resetsAt <= now)) return undefined;
    return finding(
      'usage-limit',
      { since: latest.changedAt },
      { status: latest.status, resetsAt },
      { recheckAt: resetsAt },
    );
  },
} as const satisfies Detector;
