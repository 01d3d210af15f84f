import type { FailureClass } from '@/utils/claude/failure';
import type { Try } from '@/utils/incidents/types';
import { type Attempt, attemptsOf } from '@/utils/signals/attempts';
import type { Signal } from '@/utils/signals/types';
import { keeperOf, mark } from './kept-words';

/** Refused for a reason of the user's own: neither a success nor a failure of Claude. */
const REFUSED: readonly (FailureClass | null)[] = ['limit', 'length', 'content', 'signed-out', 'challenge'];

/** Tries that have got a reply, or have failed. One that is still waiting, or was stopped before, is neither. */
export function triesOf(signals: readonly Signal[], tabId: number): Try[] {
  const keep = keeperOf(signals);
  return attemptsOf(signals).flatMap((attempt) => {
    const failed = outcomeOf(attempt);
    if (failed === undefined) return [];
    const { id, startedAt: at, model } = attempt;
    return [{ name: mark(`${tabId} ${id}`), at, model: keep('model', model), failed }];
  });
}

function outcomeOf({ state, outputBegan, failure }: Attempt): boolean | undefined {
  if (state === 'failed') return REFUSED.includes(failure) ? undefined : true;
  return state === 'done' || state === 'replying' || outputBegan ? false : undefined;
}
