import { modelName } from '@/utils/claude/model-name';
import type { SourceId, Witness } from '@/utils/status/types';

/** Ids of those that speak of trouble with the chat now; one that names other models than the user's says nothing of theirs. */
export function witnessedBy(witnesses: readonly Witness[], model: string | null): SourceId[] {
  return witnesses
    .filter(({ state, official }) => state === 'trouble' && speaksOf(official?.models, model))
    .map(({ id }) => id);
}

/** Where nobody names a model, all are meant. */
const speaksOf = (models: readonly string[] | 'many' | undefined, model: string | null): boolean => {
  if (models === undefined || models === 'many' || models.length === 0 || model === null) return true;
  const own = modelName(model);
  // "Opus" without a version is all of them.
  return models.some((named) => named === own || own?.startsWith(`${named} `) === true);
};
