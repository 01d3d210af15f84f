/**
 * When to wait and when to act. Half of Claude's troubles are over within an hour, and most begin suddenly, so at first waiting is
 * right. What nobody else has is rarely mended by waiting.
 */
import type { Finding } from '@/utils/detectors/types';
import type { Case, Holds } from './case';
import { everybodyIsWell, othersAreHit, somebodyReports } from './outside';
import { lasts } from './own-failures';
import { SEVERITIES, type Severity } from './severity';
import type { Verdict } from './types';

/** Two to five minutes are worth waiting. */
const PATIENCE_MS = 5 * 60_000;
/** Longer without a word from anyone, and it is likelier to be the user's own. */
const SILENCE_MS = 10 * 60_000;
/** Three quarters of Claude's troubles are over by then, and the official page knows of nearly all. */
const LONG_MS = 60 * 60_000;

/** Over an hour, and all witnesses are green. */
export const isOnlyHere: Holds = (failed, is) => lasts(LONG_MS)(failed, is) && everybodyIsWell(failed, is);

/** What can be tried at once, though it isn't clear what it was. */
const AT_ONCE: readonly string[] = ['connects_again', 'browser_blamed', 'only_here'];

type Ruled = Pick<Verdict, 'id' | 'reason' | 'provisional' | 'fallback'>;

export function adviceOf(
  { id, reason, provisional, fallback }: Ruled,
  because: Finding | null,
  is: Case,
): Verdict['advice'] {
  if (id === 'ok' || id === 'limit') return null;
  if (because === null) return NOTHING_FAILED[SEVERITIES[id]] ?? null;
  if (id === 'frozen' && othersAreHit(because, is)) return 'wait';
  if (SEVERITIES[id] === 'you' || AT_ONCE.includes(reason)) return 'act';
  if (provisional) return 'wait';
  const reported = somebodyReports(because, is);
  if (id === 'model') return fallback === null && reported ? 'wait' : 'act';
  return reported || !isLong(because, is) ? 'wait' : 'act';
}

const NOTHING_FAILED: Partial<Record<Severity, Verdict['advice']>> = { you: 'act', claude: 'wait' };

/** Sooner when all witnesses could be read and know of nothing. */
const isLong: Holds = (failed, is) =>
  lasts(SILENCE_MS)(failed, is) || (lasts(PATIENCE_MS)(failed, is) && everybodyIsWell(failed, is));
