/**
 * Replies come, but begin late: the median wait for the first output of the last minutes. Slowness alone is no failure,
 * and monitors that took it for one led nowhere; it only supports what else is known.
 * Seen: tests/fixtures/signals/slow-replies.json (2026-11); a healthy reply begins within seconds, and 10–15 s of waiting
 * are usual before a failure.
 */
import { ATTEMPT_SIGNALS, attemptsOf } from '@/utils/signals/attempts';
import { finding } from './finding';
import type { Detector } from './types';

const WINDOW_MS = 10 * 60_000;
const SLOW_MS = 20_000;
const LEAST = 3;

export const slowReplies = {
  id: 'slow-replies',
  needs: ATTEMPT_SIGNALS,
  detect: (signals, now) => {
    const begun = attemptsOf(signals).flatMap(({ startedAt, beganAt, model }) =>
      beganAt === null || now - beganAt >= WINDOW_MS ? [] : [{ waitMs: beganAt - startedAt, beganAt, model }],
    );
    const waitMs = begun.map((reply) => reply.waitMs).sort((a, b) => a - b)[Math.floor(begun.length / 2)];
    const [first] = begun;
    const latest = begun.at(-1);
    if (begun.length < LEAST || waitMs === undefined || waitMs < SLOW_MS || !first || !latest)
      return undefined;
    return finding(
      'slow-replies',
      { since: first.beganAt, at: latest.beganAt },
      { waitMs, model: latest.model, worksNow: true },
      { recheckAt: first.beganAt + WINDOW_MS },
    );
  },
} as const satisfies Detector;
