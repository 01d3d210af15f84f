import type { DetectorId } from '@/utils/detectors/registry';
import type { Finding } from '@/utils/detectors/types';
import type { ProbeResult } from '@/utils/probes/types';
import type { Witness } from '@/utils/status/types';
import type { Observations } from './diagnose';

/** What a rule looks at. */
export interface Case extends Observations {
  readonly now: number;
  readonly found: (id: DetectorId) => Finding | undefined;
  /** Those that answered lately and could be read; the others corroborate nothing. */
  readonly heard: readonly Witness[];
  readonly official: Witness | undefined;
  /** Epoch ms at which anything last came from the internet; 0 for never. */
  readonly reachedAt: number;
}

/** An outside witness older than this corroborates nothing. */
const WITNESS_FRESH_MS = 15 * 60_000;

export function caseOf(seen: Observations, now: number): Case {
  const heard = seen.witnesses.filter(
    ({ state, answeredAt }) =>
      state !== 'unknown' && answeredAt !== null && now - answeredAt < WITNESS_FRESH_MS,
  );
  const times = [seen.successes.answerAt ?? 0, ...seen.witnesses.map(({ answeredAt }) => answeredAt ?? 0)];
  // A time that lies ahead is of a clock that was set back.
  const reachedAt = Math.max(0, ...times.filter((at) => at <= now));
  return {
    ...seen,
    probes: standing(seen.probes, reachedAt),
    now,
    reachedAt,
    found: (id) => seen.findings.find((finding) => finding.id === id),
    heard,
    official: heard.find(({ id }) => id === 'claude-status-page'),
  };
}

/**
 * A check that found no internet is past as soon as anything has come from there, and with it all that got no answer meanwhile: nobody
 * may check anew for minutes.
 */
function standing(probes: readonly ProbeResult[], reachedAt: number): readonly ProbeResult[] {
  const wasCut = probes.some(({ id, state, at }) => id === 'internet' && state === 'bad' && at < reachedAt);
  const isPast = ({ state, status, at }: ProbeResult): boolean =>
    state === 'bad' && status === null && at < reachedAt;
  return wasCut ? probes.filter((one) => !isPast(one)) : probes;
}

/** The finding that decides; null: it fits, and nothing has failed; undefined: it doesn't fit. */
export type When = (is: Case) => Finding | null | undefined;

/** Something that is true of a finding. */
export type Holds = (finding: Finding, is: Case) => boolean;

const always: Holds = () => true;

export const ifFound =
  (id: DetectorId, holds: Holds = always): When =>
  (is) => {
    const finding = is.found(id);
    return finding && holds(finding, is) ? finding : undefined;
  };

/** The first of them for which all of this holds. */
export const ifAny =
  (findings: readonly When[], ...all: readonly Holds[]): When =>
  (is) =>
    findings
      .map((finding) => finding(is))
      .find((finding) => finding != null && all.every((holds) => holds(finding, is)));

/** For a rule that needs no failure. */
export const ifTrue =
  (holds: (is: Case) => boolean): When =>
  (is) =>
    holds(is) ? null : undefined;

export const isFinal: Holds = ({ provisional }) => !provisional;
