/**
 * A message got no answer: an HTTP failure, a network failure, or a failure inside the stream. Provisional as long as
 * claude.ai may try again by itself; over when a later try brings a reply.
 * Seen: tests/fixtures/signals/failed-send.json (2026-11).
 */
import {
  ATTEMPT_SIGNALS,
  type Attempt,
  attemptsOf,
  failuresInARow,
  latestAttempt,
} from '@/utils/signals/attempts';
import { finalityOf, last } from '@/utils/signals/finality';
import { isLeft } from '@/utils/signals/left-chat';
import { isClaudesFailure } from '@/utils/signals/spells';
import type { Signal } from '@/utils/signals/types';
import { finding } from './finding';
import type { Detector } from './types';

/** A turn that was refused as signed out, while other calls are answered, is a failure that nobody can explain. */
const CLASSES = ['overloaded', 'server', 'gateway', 'network', 'model', 'signed-out', 'other'];
/** Older failures say nothing about now. */
const FRESH_MS = 5 * 60_000;
const WINDOW_MS = 10 * 60_000;

export const failedSend = {
  id: 'failed-send',
  needs: [...ATTEMPT_SIGNALS, 'page-retry', 'banner'],
  detect: (signals, now) => {
    const attempts = attemptsOf(signals);
    const failed = openFailure(attempts);
    if (!failed || !CLASSES.includes(failed.failure ?? '') || now - failed.changedAt > FRESH_MS)
      return undefined;
    const trying = latestAttempt(attempts) !== failed;
    const { final, recheckAt } = trying
      ? { final: false, recheckAt: null }
      : finalityOf(failed, signals, now);
    const reloaded = last(signals, 'page-loaded', failed.changedAt) !== undefined;
    const times = { since: firstOf(attempts, failed).changedAt, at: failed.changedAt };
    const expires = failed.changedAt + FRESH_MS + 1;
    const rest = { provisional: !final, recheckAt: recheckAt ?? expires };
    const stands = { reloaded, ...(isLeft(failed, signals) && { aside: true }) };
    return finding('failed-send', times, { ...evidenceOf(failed, attempts, signals, now), ...stands }, rest);
  },
} as const satisfies Detector;

/** The latest failure after which no reply has begun. */
function openFailure(attempts: readonly Attempt[]): Attempt | undefined {
  const index = attempts.findLastIndex(({ state }) => state === 'failed');
  const later = attempts.slice(index + 1);
  const worked = later.some(({ state, outputBegan }) => state === 'done' || outputBegan);
  return worked ? undefined : attempts[index];
}

function firstOf(attempts: readonly Attempt[], failed: Attempt): Attempt {
  const failures = attempts.filter(({ state }) => state === 'failed');
  return failures.at(-failuresInARow(attempts)) ?? failed;
}

const namesOf = (attempts: readonly Attempt[]): readonly string[] => [
  ...new Set(attempts.flatMap(({ model }) => model ?? [])),
];

function evidenceOf(failed: Attempt, attempts: readonly Attempt[], signals: readonly Signal[], now: number) {
  const ends = attempts.filter(
    ({ state, changedAt }) => (state === 'failed' || state === 'done') && now - changedAt < WINDOW_MS,
  );
  const row = ends.slice(ends.findLastIndex(({ state }) => state === 'done') + 1).filter(isClaudesFailure);
  const retry = last(signals, 'page-retry', failed.changedAt - 1_000);
  return {
    status: failed.status,
    failure: failed.failure ?? 'other',
    failed: ends.filter(({ state }) => state === 'failed').length,
    total: ends.length,
    inARow: row.length,
    models: namesOf(row),
    model: failed.model,
    outputBegan: failed.outputBegan,
    retryAfterMs: failed.retryAfterMs,
    ownRetry: retry?.active ? { attempt: retry.attempt, of: retry.of } : null,
  };
}
