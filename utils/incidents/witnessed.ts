import { modelName } from '@/utils/claude/model-name';
import { wordFor } from '@/utils/status/official-word';
import type { SourceId, Witness } from '@/utils/status/types';

/** Ids of those that speak of trouble with the chat now; one that names other models than the user's says nothing of theirs. */
export function witnessedBy(witnesses: readonly Witness[], model: string | null): SourceId[] {
  const own = modelName(model);
  return witnesses
    .filter((witness) =>
      witness.id === 'claude-status-page'
        ? wordFor(witness, own === null ? [] : [own]) !== 'none'
        : witness.state === 'trouble',
    )
    .map(({ id }) => id);
}
