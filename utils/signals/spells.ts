import { OUTAGE_CLASSES } from '@/utils/claude/failure';
import type { Attempt } from './attempts';

export const isClaudesFailure = (attempt: Attempt | undefined): boolean =>
  attempt?.failure != null && OUTAGE_CLASSES.includes(attempt.failure);

/** Tries that came to a reply or to a failure of Claude's; what the user stopped, and limits, tell nothing. */
export const endsOf = (attempts: readonly Attempt[], since: number): readonly Attempt[] =>
  attempts.filter(
    (attempt) => attempt.changedAt > since && (isClaudesFailure(attempt) || attempt.state === 'done'),
  );

/** The first failure of each row of them: one message that failed however often it was tried. */
export const spellsOf = (ends: readonly Attempt[]): readonly Attempt[] =>
  ends.filter((end, index) => isClaudesFailure(end) && !isClaudesFailure(ends[index - 1]));
