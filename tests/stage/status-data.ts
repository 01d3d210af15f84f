import type { StatusState } from './types.ts';

export const PAGE_ID = 'tymt9n04zgry';

type ComponentStatus =
  | 'operational'
  | 'degraded_performance'
  | 'partial_outage'
  | 'major_outage'
  | 'under_maintenance';
type Level = { indicator: string; description: string; claude: ComponentStatus; api: ComponentStatus };

/** Components of the page. Seen: captures of 2026-04 to 2026-09. */
const COMPONENTS = [
  ['rwppv331jlwc', 'claude.ai', '2023-07-11'],
  ['0qbwn08sd68x', 'Claude Console (platform.claude.com)', '2023-07-11'],
  ['k8w3r06qmzrp', 'Claude API (api.anthropic.com)', '2023-07-11'],
  ['yyzkbfz2thpt', 'Claude Code', '2025-05-22'],
  ['bpp5gb3hpjcl', 'Claude Cowork', '2026-04-01'],
  ['0scnb50nvy53', 'Claude for Government', '2026-02-17'],
] as const;

const LEVELS: Partial<Record<StatusState, Level>> = {
  degraded: {
    indicator: 'minor',
    description: 'Partially Degraded Service',
    claude: 'degraded_performance',
    api: 'operational',
  },
  partial: {
    indicator: 'major',
    description: 'Partial System Outage',
    claude: 'partial_outage',
    api: 'degraded_performance',
  },
  major: {
    indicator: 'critical',
    description: 'Major System Outage',
    claude: 'major_outage',
    api: 'partial_outage',
  },
  maintenance: {
    indicator: 'maintenance',
    description: 'Service Under Maintenance',
    claude: 'under_maintenance',
    api: 'operational',
  },
};
const GOOD: Level = {
  indicator: 'none',
  description: 'All Systems Operational',
  claude: 'operational',
  api: 'operational',
};

const iso = (at: number): string => new Date(at).toISOString();

function statusOf(id: string, level: Level): ComponentStatus {
  if (id === 'rwppv331jlwc' || id === 'bpp5gb3hpjcl') return level.claude;
  return id === 'k8w3r06qmzrp' || id === 'yyzkbfz2thpt' ? level.api : 'operational';
}

function components(level: Level, since: number): Record<string, unknown>[] {
  return COMPONENTS.map(([id, name, start], index) => ({
    id,
    name,
    status: statusOf(id, level),
    created_at: `${start}T12:00:00.000Z`,
    updated_at: iso(since),
    position: index + 1,
    description: null,
    showcase: true,
    start_date: start,
    group_id: null,
    page_id: PAGE_ID,
    group: false,
    only_show_if_degraded: false,
  }));
}

function incident(level: Level, since: number): Record<string, unknown> {
  const all = components(level, since).filter((one) => one.status !== 'operational');
  const affected = all.map((one) => ({
    code: one.id,
    name: one.name,
    old_status: 'operational',
    new_status: one.status,
  }));
  const update = {
    id: 'k9b4qf831w4s',
    status: 'investigating',
    body: 'We are investigating elevated errors on claude.ai.',
    incident_id: '9l93x2ht4s5x',
    created_at: iso(since),
    updated_at: iso(since),
    display_at: iso(since),
    affected_components: affected,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  };
  return {
    id: '9l93x2ht4s5x',
    name: 'Elevated errors on claude.ai',
    status: 'investigating',
    impact: level.indicator,
    created_at: iso(since),
    updated_at: iso(since),
    monitoring_at: null,
    resolved_at: null,
    shortlink: 'https://stspg.io/9l93x2ht4s5x',
    started_at: iso(since),
    page_id: PAGE_ID,
    incident_updates: [update],
    components: all,
  };
}

function maintenance(since: number): Record<string, unknown> {
  return {
    id: 'mm0000000001',
    name: 'Database maintenance',
    status: 'in_progress',
    impact: 'maintenance',
    created_at: iso(since - 86_400_000),
    updated_at: iso(since),
    monitoring_at: null,
    resolved_at: null,
    shortlink: 'https://stspg.io/mm0000000001',
    started_at: iso(since),
    page_id: PAGE_ID,
    scheduled_for: iso(since),
    scheduled_until: iso(since + 3_600_000),
    incident_updates: [],
    components: [],
  };
}

/** The whole of summary.json for a state; `stale` is last year's from a cache, `ahead` of a clock that goes before ours, `wrong-page` somebody else's. */
export function summary(state: StatusState, since: number): Record<string, unknown> {
  const level = LEVELS[state] ?? GOOD;
  const shift = state === 'ahead' ? 3 * 3_600_000 : 0;
  const at = state === 'stale' ? since - 400 * 86_400_000 : since + shift;
  const page =
    state === 'wrong-page'
      ? {
          id: 'zzzzzzzzzzzz',
          name: 'Somebody else',
          url: 'https://status.example.com',
          time_zone: 'Etc/UTC',
          updated_at: iso(at),
        }
      : {
          id: PAGE_ID,
          name: 'Claude',
          url: 'https://status.claude.com',
          time_zone: 'Etc/UTC',
          updated_at: iso(at),
        };
  const open = level !== GOOD && state !== 'maintenance';
  return {
    page,
    components: components(level, at),
    incidents: open ? [incident(level, at)] : [],
    scheduled_maintenances: state === 'maintenance' ? [maintenance(at)] : [],
    status: { indicator: level.indicator, description: level.description },
  };
}
