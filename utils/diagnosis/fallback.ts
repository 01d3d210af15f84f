import { fallbackFor, OFFERED } from '@/utils/claude/fallback-model';
import type { Finding } from '@/utils/detectors/types';
import type { Case } from './case';
import { modelsInTrouble, ownModels } from './outside';

/** The model to switch to: one that has answered meanwhile, else one that nobody says anything of. null: better to wait. */
export function fallbackOf(failed: Finding, is: Case): string | null {
  const [own] = ownModels(failed);
  if (own === undefined) return null;
  const { answered = [] } = failed.evidence;
  if (answered.length > 0) return fallbackFor(own, answered);
  const inTrouble = modelsInTrouble(is);
  if (inTrouble === 'many') return null;
  const isHit = (name: string): boolean =>
    [...inTrouble, ...ownModels(failed)].some((hit) => name === hit || name.startsWith(`${hit} `));
  return fallbackFor(
    own,
    OFFERED.filter((name) => !isHit(name)),
  );
}
