import { SEVERITIES, type VerdictId } from '@/utils/diagnosis/severity';
import type { OwnIncident } from './types';

/** The gravest last. */
const GRAVITY: readonly VerdictId[] = ['unclear', 'model', 'degraded', 'down'];

/** Trouble at Claude's, or not known to be elsewhere; the rest is on the user's side. */
export const isClaudes = (verdict: VerdictId): boolean => GRAVITY.includes(verdict);

export const isYours = (verdict: VerdictId): boolean => SEVERITIES[verdict] === 'you';

export const isGraver = (verdict: VerdictId, than: VerdictId): boolean =>
  GRAVITY.indexOf(verdict) > GRAVITY.indexOf(than);

/** Nobody saw the end: soon after the last failure is as good a guess as any. */
const GUESS_MS = 10 * 60_000;

export const guessedEnd = ({ failedAt }: OwnIncident, now: number): Partial<OwnIncident> => ({
  endedAt: Math.min(now, failedAt + GUESS_MS),
  ending: 'assumed',
});
