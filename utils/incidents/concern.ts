import { modelName } from '@/utils/claude/model-name';
import type { Finding } from '@/utils/detectors/types';
import type { Verdict } from '@/utils/diagnosis/types';
import { isClaudes } from './trouble';
import type { Back } from './types';

/**
 * Whether a verdict is this user's trouble, so that the badge tells it: their own tab has seen it, and not of a model that they
 * have left behind, and not from before Claude came back. What only others report is for the popup.
 */
export function concernsUser(
  verdict: Verdict,
  findings: readonly Finding[],
  chosen: string | null,
  back: Back | null,
): boolean {
  const { id, model } = verdict;
  if (!isClaudes(id)) return true;
  if (findings.length === 0 || (back && findings.every(({ at }) => at <= back.at))) return false;
  if (id !== 'model' || model === null || chosen === null) return true;
  const works = findings.every(({ evidence }) => evidence.worksNow === true);
  return !works || modelName(model) === modelName(chosen);
}
