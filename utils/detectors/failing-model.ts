/**
 * One model fails while another works: its latest messages failed, several of them, with an answer of another model between.
 * A message that is tried again is one failure. 62 % of the incidents that claude.ai reports name a model.
 * Seen: tests/fixtures/signals/failing-model.json (2026-11).
 */
import { ATTEMPT_SIGNALS, type Attempt, attemptsOf, isOpen, latestAttempt } from '@/utils/signals/attempts';
import { finalityOf } from '@/utils/signals/finality';
import { endsOf, isClaudesFailure, spellsOf } from '@/utils/signals/spells';
import type { Signal } from '@/utils/signals/types';
import { finding } from './finding';
import type { Detector, Finding } from './types';

const WINDOW_MS = 10 * 60_000;
/** One failure is not a model's. */
const LEAST_FAILURES = 2;
/** A message that was tried twice, and one answer, could be chance: one more of either makes it a pattern. */
const LEAST_CLUES = 3;

export const failingModel = {
  id: 'failing-model',
  needs: [...ATTEMPT_SIGNALS, 'page-retry', 'banner'],
  detect: (signals, now) => {
    const attempts = attemptsOf(signals);
    const ends = endsOf(attempts, now - WINDOW_MS);
    const model = ends.findLast(isClaudesFailure)?.model ?? null;
    if (model === null) return undefined;
    const story = sinceItWorked(ends, model);
    const spells = spellsOf(story);
    const failures = story.filter(isClaudesFailure);
    const [first] = spells;
    const latest = failures.at(-1);
    if (!first || !latest || failures.length < LEAST_FAILURES) return undefined;
    const later = story.slice(story.indexOf(first));
    const answers = later.filter((end) => !isClaudesFailure(end) && end.model !== null);
    if (answers.length === 0 || spells.length + answers.length < LEAST_CLUES) return undefined;
    const worksNow = latest !== ends.at(-1);
    const count = failures.length;
    return finding(
      'failing-model',
      { since: first.changedAt, at: latest.changedAt },
      {
        model,
        failed: count,
        total: count,
        answered: [...new Set(answers.flatMap((answer) => answer.model ?? []))],
        status: latest.status,
        failure: latest.failure ?? 'other',
        worksNow,
      },
      outlook(worksNow ? null : latest, attempts, signals, now, first.changedAt + WINDOW_MS),
    );
  },
} as const satisfies Detector;

/** The model's failures since its last answer, and the answers of others; what else failed tells nothing of it. */
const sinceItWorked = (ends: readonly Attempt[], model: string): readonly Attempt[] =>
  ends
    .slice(ends.findLastIndex((end) => end.model === model && !isClaudesFailure(end)) + 1)
    .filter((end) => end.model === model || !isClaudesFailure(end));

/** While claude.ai may yet mend the latest failure by itself, nothing is certain. */
function outlook(
  failed: Attempt | null,
  attempts: readonly Attempt[],
  signals: readonly Signal[],
  now: number,
  expires: number,
): Pick<Finding, 'provisional' | 'recheckAt'> {
  if (!failed) return { provisional: false, recheckAt: expires };
  const latest = latestAttempt(attempts);
  if (latest && latest !== failed && isOpen(latest)) return { provisional: true, recheckAt: expires };
  const { final, recheckAt } = finalityOf(failed, signals, now);
  return { provisional: !final, recheckAt: recheckAt ?? expires };
}
