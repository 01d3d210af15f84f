import type { DetectorId } from '@/utils/detectors/registry';
import type { Finding } from '@/utils/detectors/types';
import type { Witness } from '@/utils/status/types';
import type { Observations } from './diagnose';

/** What a rule looks at. */
export interface Case extends Observations {
  readonly now: number;
  readonly found: (id: DetectorId) => Finding | undefined;
  /** Those that answered lately and could be read; the others corroborate nothing. */
  readonly heard: readonly Witness[];
  readonly official: Witness | undefined;
}

/** An outside witness older than this corroborates nothing. */
const WITNESS_FRESH_MS = 15 * 60_000;

export function caseOf(seen: Observations, now: number): Case {
  const heard = seen.witnesses.filter(
    ({ state, answeredAt }) =>
      state !== 'unknown' && answeredAt !== null && now - answeredAt < WITNESS_FRESH_MS,
  );
  return {
    ...seen,
    now,
    found: (id) => seen.findings.find((finding) => finding.id === id),
    heard,
    official: heard.find(({ id }) => id === 'claude-status-page'),
  };
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
