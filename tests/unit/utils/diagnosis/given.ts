import type { DetectorId } from '@/utils/detectors/registry';
import type { Finding, FindingEvidence } from '@/utils/detectors/types';
import type { Observations } from '@/utils/diagnosis/diagnose';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import type { ProbeId, ProbeResult } from '@/utils/probes/types';
import type { Successes } from '@/utils/signals/successes';
import type { Maintenance, Official, OpenIncident, Witness } from '@/utils/status/types';

export const NOW = Date.parse('2026-11-12T14:02:00Z');
export const MINUTE_MS = 60_000;

/** Something found a second ago, and final. */
export const found = (
  id: DetectorId,
  evidence: FindingEvidence = {},
  rest: Partial<Finding> = {},
): Finding => ({
  id,
  since: NOW - 4_000,
  at: NOW - 1_000,
  provisional: false,
  recheckAt: null,
  evidence,
  ...rest,
});

export const early = { provisional: true, recheckAt: NOW + 5_000 };
export const overloaded = { status: 529, failure: 'overloaded', failed: 1, total: 1 };

/** What the official page says, as of a minute ago. */
export const official = (state: Witness['state'], special: Partial<Witness> = {}): Witness => ({
  id: 'claude-status-page',
  state,
  impact: state === 'trouble' ? 'major' : 'none',
  headline: state === 'trouble' ? 'Replies fail' : null,
  problem: state === 'unknown' ? 'http-405' : null,
  answeredAt: state === 'unknown' ? null : NOW - MINUTE_MS,
  askedAt: NOW - MINUTE_MS,
  ...special,
});

/** What a community source says, as of a minute ago. */
export const crowd = (
  id: Exclude<Witness['id'], 'claude-status-page'>,
  state: Witness['state'],
  special: Partial<Witness> = {},
): Witness =>
  official(state, { id, headline: null, impact: state === 'trouble' ? 'minor' : 'none', ...special });

export const incident = (
  title: string,
  concernsChat: OpenIncident['concernsChat'],
  special: Partial<OpenIncident> = {},
): OpenIncident => ({
  ...{ id: 'r4m6c1x0z8qh', title, impact: 'major', concernsChat, models: [], surfaces: [] },
  ...{ startedAt: NOW - 20 * MINUTE_MS, updatedAt: NOW - 2 * MINUTE_MS },
  ...special,
});

/** What the official page says beyond its state. */
export const page = (incidents: OpenIncident[], maintenance: Maintenance | null = null): Official => ({
  ...{ incidents, maintenance, components: {}, models: [] },
});

export const work = (running: boolean, inMinutes: number): Maintenance => ({
  ...{ title: 'Database work', running, startsAt: NOW + inMinutes * MINUTE_MS, endsAt: null },
  concernsChat: 'yes',
});

export const probe = (
  id: ProbeId,
  state: ProbeResult['state'],
  cause: string | null = null,
  at = NOW,
): ProbeResult => ({ id, state, cause, status: null, at, tookMs: 120 });

const NONE: Successes = { replyAt: null, pageAt: null, callAt: null, answerAt: null };

export const worked = (special: Partial<Successes>): Successes => ({ ...NONE, ...special });

export const given = (
  findings: readonly Finding[] = [],
  witnesses: readonly Witness[] = [],
  successes: Successes = NONE,
): Observations => ({ findings, witnesses, successes, probes: [], history: NO_HISTORY });
