/**
 * One pure function from what was found to what is said: the first rule that fits decides, and the rest tells why, since when,
 * what to do, and how long such trouble usually lasts.
 */
import type { Finding } from '@/utils/detectors/types';
import type { ProbeResult } from '@/utils/probes/types';
import type { Successes } from '@/utils/signals/successes';
import type { Witness } from '@/utils/status/types';
import { adviceOf } from './advice';
import { type Case, caseOf } from './case';
import { evidenceOf } from './evidence';
import { fallbackOf } from './fallback';
import type { History } from './history';
import { hopsOf } from './hops';
import { workHasEnd } from './outside';
import { beganAt } from './own-failures';
import { NOTHING_KNOWN, RULES, type Rule } from './rules';
import { SEVERITIES, type VerdictId } from './severity';
import type { Verdict } from './types';

export interface Observations {
  readonly findings: readonly Finding[];
  readonly witnesses: readonly Witness[];
  readonly successes: Successes;
  readonly probes: readonly ProbeResult[];
  readonly history: History;
}

export function diagnose(seen: Observations, now: number): Verdict {
  const is = caseOf(seen, now);
  const { rule, because } = ruling(is);
  const [reason, id, confidence] = rule;
  const provisional = because?.provisional ?? true;
  const fallback = id === 'model' && because ? fallbackOf(because, is) : null;
  return {
    id,
    confidence: because?.provisional ? 'low' : confidence,
    provisional,
    evidence: evidenceOf(is, because, now),
    code: codeOf(because),
    model: because?.evidence.model ?? null,
    since: because && sinceOf(id, because, is),
    resetsAt: because?.evidence.resetsAt ?? null,
    reason,
    advice: adviceOf({ id, reason, provisional, fallback }, because, is),
    fallback,
    usual: isClaudes(id) && !because?.provisional && !workHasEnd(is) ? seen.history.usual : null,
    hops: hopsOf(id, is, because, now),
  };
}

function ruling(is: Case): { rule: Rule; because: Finding | null } {
  for (const rule of RULES) {
    const because = rule[3](is);
    if (because !== undefined) return { rule, because };
  }
  return { rule: NOTHING_KNOWN, because: null };
}

const isClaudes = (id: VerdictId): boolean => SEVERITIES[id].startsWith('claude');

/** The user's own trouble is as old as it is in this tab; Claude's began with the first failure on this machine. */
const sinceOf = (id: VerdictId, because: Finding, is: Case): number =>
  isClaudes(id) || id === 'unclear' ? beganAt(because, is) : because.since;

function codeOf(because: Finding | null): string | null {
  if (!because) return null;
  const { status, error, blames } = because.evidence;
  // A failure may come with 200 on it, which would only confuse.
  if (status && status >= 400) return blames ? `Cloudflare ${status}` : String(status);
  return error ?? null;
}
