/**
 * When to wait and when to act. Half of Claude's troubles are over within an hour, and most begin suddenly, so at first waiting is
 * right. What nobody else has is rarely mended by waiting.
 */
import type { Finding } from '@/utils/detectors/types';
import type { Case, Holds } from './case';
import { everybodyIsWell, somebodyReports } from './outside';
import { beganAt } from './own-failures';
import { SEVERITIES } from './severity';
import type { Verdict } from './types';

/** Two to five minutes are worth waiting. */
const PATIENCE_MS = 5 * 60_000;
/** Longer without a word from anyone, and it is likelier to be the user's own. */
const SILENCE_MS = 10 * 60_000;
/** Three quarters of Claude's troubles are over by then, and the official page knows of nearly all. */
const LONG_MS = 60 * 60_000;

const lasts =
  (forMs: number): Holds =>
  (failed, is) =>
    is.now - beganAt(failed, is) >= forMs;

/** Over an hour, and all witnesses are green. */
export const isOnlyHere: Holds = (failed, is) => lasts(LONG_MS)(failed, is) && everybodyIsWell(failed, is);

export function adviceOf(
  { id, provisional, fallback }: Pick<Verdict, 'id' | 'provisional' | 'fallback'>,
  because: Finding | null,
  is: Case,
): Verdict['advice'] {
  if (id === 'ok' || id === 'limit') return null;
  if (SEVERITIES[id] === 'you') return 'act';
  if (because === null) return id === 'unclear' ? null : 'wait';
  if (provisional) return 'wait';
  if (id === 'model' && fallback !== null) return 'act';
  if (somebodyReports(because, is)) return 'wait';
  if (lasts(SILENCE_MS)(because, is)) return 'act';
  return lasts(PATIENCE_MS)(because, is) && everybodyIsWell(because, is) ? 'act' : 'wait';
}
