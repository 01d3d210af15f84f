import { modelName } from '@/utils/claude/model-name';
import type { Finding } from '@/utils/detectors/types';
import { SEVERITIES } from '@/utils/diagnosis/severity';
import type { Verdict } from '@/utils/diagnosis/types';

/**
 * Whether a verdict is this user's trouble, so that the badge tells it: their own tab has seen it, and not of a model that they
 * have left behind. What only others report is for the popup.
 */
export function concernsUser(verdict: Verdict, findings: readonly Finding[], chosen: string | null): boolean {
  const { id, model } = verdict;
  const severity = SEVERITIES[id];
  if (severity === 'none' || severity === 'you') return true;
  if (findings.length === 0) return false;
  if (id !== 'model' || model === null || chosen === null) return true;
  const works = findings.every(({ evidence }) => evidence.worksNow === true);
  return !works || modelName(model) === modelName(chosen);
}
