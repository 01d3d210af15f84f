import type { Maintenance, OpenIncident, Witness } from '@/utils/status/types';

// What the witnesses could say, for the tests and for looking at.

export const NOW = Date.UTC(2026, 9, 14, 12, 16, 30);
export const minutesAgo = (minutes: number): number => NOW - minutes * 60_000;

export const official = (state: Witness['state'], headline: string | null = null): Witness => ({
  id: 'claude-status-page',
  state,
  impact: state === 'trouble' ? 'minor' : 'none',
  headline,
  problem: state === 'unknown' ? 'http-405' : null,
  answeredAt: state === 'unknown' ? null : minutesAgo(2),
  askedAt: minutesAgo(2),
});

export const openIncident = (title: string, more: Partial<OpenIncident> = {}): OpenIncident => ({
  ...{ id: 'k3x9w2m4q7rt', title, impact: 'minor', startedAt: minutesAgo(31), updatedAt: minutesAgo(6) },
  ...{ models: [], surfaces: [], concernsChat: 'yes' },
  ...more,
});

/** The official page with open incidents, the one of the headline among them, or announced work. */
export const officialWith = (
  state: 'ok' | 'trouble',
  incidents: readonly OpenIncident[],
  maintenance: Maintenance | null = null,
): Witness => ({
  ...official(state, state === 'trouble' ? (incidents[0]?.title ?? null) : null),
  official: { incidents: [...incidents], maintenance, components: {}, models: [] },
});

/** Five minutes each, the newest last. */
const buckets = (counts: readonly (number | null)[], usual: number) =>
  counts.map((count, index) => ({ at: minutesAgo(5 * (counts.length - index)), count, usual }));

type CrowdId = Exclude<Witness['id'], 'claude-status-page'>;

const crowd = (id: CrowdId, state: Witness['state'], more: Partial<Witness> = {}): Witness => ({
  ...{ id, state, impact: state === 'trouble' ? 'minor' : 'none', headline: null, problem: null },
  ...{ answeredAt: minutesAgo(3), askedAt: minutesAgo(3) },
  ...more,
});

const unheard = (id: CrowdId, problem: string): Witness =>
  crowd(id, 'unknown', { problem, answeredAt: null, askedAt: null });

const CALM = [0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, null, 0, 0, 1, 0, 0, 0, 1, 0, 0];
const SURGE = [0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, null, 0, 0, 1, 0, 3, 2, 6, 9, 8, 11];

/** As they are while all is well: nobody has asked them. */
export const QUIET_CROWDS: readonly Witness[] = [
  unheard('hacker-news', 'not-asked'),
  unheard('github-issues', 'not-asked'),
  unheard('reddit', 'no-permission'),
  unheard('mastodon', 'off'),
];

/** Asked, and each with its own answer. */
export const CALM_CROWDS: readonly Witness[] = [
  crowd('hacker-news', 'ok', { surge: { score: 0.2, threshold: 5, buckets: buckets(CALM, 2.4) } }),
  crowd('github-issues', 'ok', { surge: { score: 0, threshold: 5, buckets: buckets(CALM, 4.1) } }),
  unheard('reddit', 'no-permission'),
  crowd('mastodon', 'unknown', { problem: 'learning' }),
];

export const LOUD_CROWDS: readonly Witness[] = [
  crowd('hacker-news', 'trouble', { surge: { score: 5.8, threshold: 5, buckets: buckets(SURGE, 2.4) } }),
  crowd('github-issues', 'trouble', { surge: { score: 5.1, threshold: 5, buckets: buckets(SURGE, 3.2) } }),
  unheard('reddit', 'no-permission'),
  crowd('mastodon', 'unknown', { problem: 'http-503', answeredAt: minutesAgo(26) }),
];
