const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

interface Past {
  readonly daysAgo: number;
  readonly minutes: number;
  readonly name: string;
  readonly impact: string;
  /** Component that changed; none for an incident whose updates name none. */
  readonly hits?: string;
}

/** Titles as the page writes them, shares and lengths as measured. Seen: captures of 2026-05 to 2026-09. */
const PAST: readonly Past[] = [
  {
    daysAgo: 0.4,
    minutes: 57,
    name: 'Elevated errors on Claude Opus 4.7',
    impact: 'minor',
    hits: 'rwppv331jlwc',
  },
  {
    daysAgo: 2.3,
    minutes: 18,
    name: 'Claude Code on the Web Partial Outage',
    impact: 'minor',
    hits: 'yyzkbfz2thpt',
  },
  {
    daysAgo: 3.1,
    minutes: 164,
    name: 'Elevated errors on several models',
    impact: 'critical',
    hits: 'rwppv331jlwc',
  },
  {
    daysAgo: 5.6,
    minutes: 28,
    name: 'Elevated error rates on the Claude API',
    impact: 'minor',
    hits: 'k8w3r06qmzrp',
  },
  { daysAgo: 8.2, minutes: 15, name: 'Degraded performance on Claude Sonnet 4.6', impact: 'minor' },
  { daysAgo: 11.4, minutes: 2_740, name: 'Microsoft Office add-in availability', impact: 'none' },
  {
    daysAgo: 12.7,
    minutes: 44,
    name: 'Claude.ai is experiencing elevated error rates',
    impact: 'major',
    hits: 'rwppv331jlwc',
  },
  { daysAgo: 16.9, minutes: 31, name: 'Login issues on claude.ai', impact: 'minor', hits: 'rwppv331jlwc' },
  {
    daysAgo: 21.5,
    minutes: 71,
    name: 'Elevated errors on Claude Haiku 4.5',
    impact: 'minor',
    hits: 'rwppv331jlwc',
  },
  {
    daysAgo: 26.2,
    minutes: 96,
    name: 'Connectors & file uploads failing <some users>',
    impact: 'minor',
    hits: 'rwppv331jlwc',
  },
  {
    daysAgo: 34.8,
    minutes: 12,
    name: 'Elevated errors on Claude Sonnet 4.6',
    impact: 'minor',
    hits: 'rwppv331jlwc',
  },
  { daysAgo: 41.3, minutes: 52, name: 'Console is unavailable', impact: 'major', hits: '0qbwn08sd68x' },
  { daysAgo: 52.6, minutes: 88, name: 'Claude.ai unavailable', impact: 'critical', hits: 'rwppv331jlwc' },
  {
    daysAgo: 63.1,
    minutes: 39,
    name: 'Elevated errors on Claude Opus 4.7',
    impact: 'minor',
    hits: 'rwppv331jlwc',
  },
];

const iso = (at: number): string => new Date(at).toISOString();

/** What stands below the open incidents in incidents.json, newest first. `since` is when the page last changed. */
export const pastIncidents = (pageId: string, since: number): Record<string, unknown>[] =>
  PAST.map(({ daysAgo, minutes, name, impact, hits }, index) => {
    const startedAt = since - daysAgo * DAY_MS;
    const endedAt = iso(startedAt + minutes * MINUTE_MS);
    const id = `past${String(index).padStart(8, '0')}`;
    const update = (status: string, at: string, changes: unknown) => ({
      ...{
        id: `${id}${status.slice(0, 2)}`,
        status,
        body: 'This incident has been resolved.',
        incident_id: id,
      },
      ...{ created_at: at, updated_at: at, display_at: at, affected_components: changes },
      ...{ deliver_notifications: true, custom_tweet: null, tweet_id: null },
    });
    const worse = hits && [
      { code: hits, name: 'component', old_status: 'operational', new_status: 'partial_outage' },
    ];
    return {
      ...{ id, name, status: 'resolved', impact, page_id: pageId },
      ...{ created_at: iso(startedAt), updated_at: endedAt, monitoring_at: null, resolved_at: endedAt },
      ...{ started_at: iso(startedAt), shortlink: `https://stspg.io/${id}`, components: [] },
      incident_updates: [
        update('resolved', endedAt, null),
        update('investigating', iso(startedAt), worse ?? null),
      ],
    };
  });
