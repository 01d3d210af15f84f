/**
 * What the official page said of 115 incidents, May to August 2026, and what must have been true: its times are from the page, the true
 * window is the stated one where there is one, else the page's time less a lag as measured. Whom it hit follows from models and parts.
 */
import { claudeStatusPage } from '@/utils/status/claude-status-page';
import { CLAUDE_AI, COMPONENTS } from '@/utils/status/statuspage-incident';
import type { Report } from '@/utils/status/types';
import rows from '../fixtures/incidents/official.json' with { type: 'json' };
import type { Random } from './random.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

interface Row {
  readonly id: string;
  readonly impact: string | null;
  readonly part: string;
  readonly models: readonly string[] | string;
  readonly postedAt: string;
  readonly resolvedAt: string | null;
  readonly beganAt: string | null;
  readonly endedAt: string | null;
}

export interface Incident {
  readonly id: string;
  readonly impact: 'minor' | 'major' | 'critical';
  readonly part: string;
  readonly models: readonly string[] | 'many';
  /** Epoch ms; true. */
  readonly beganAt: number;
  readonly endedAt: number;
  /** Epoch ms; what the page says. */
  readonly postedAt: number;
  readonly closedAt: number;
  /** Of the requests that it hits, so many fail. */
  readonly share: number;
  readonly status: 500 | 529;
}

/** Minutes from the beginning of the impact to the post: the nine incidents of 2026 that state it. */
const LAGS = [7.1, 9.4, 13.0, 16.6, 16.7, 22.9, 54.7, 146.5, 237.3] as const;
/** Median minutes from the end of the impact to the closing. */
const CLOSING = 39;
const LEAST_MS = 5 * MINUTE;

const pick = <T>(all: readonly T[], random: Random): T => all[random.whole(0, all.length - 1)] as T;

export function incidentsFrom(random: Random): readonly Incident[] {
  return (rows as readonly Row[])
    .filter(
      ({ resolvedAt, postedAt, part }) => resolvedAt !== null && resolvedAt > postedAt && part !== 'notice',
    )
    .map((row) => incidentOf(row, random));
}

function incidentOf(row: Row, random: Random): Incident {
  const { id, part } = row;
  const postedAt = Date.parse(row.postedAt);
  const closedAt = Date.parse(row.resolvedAt ?? '');
  const lag = pick(LAGS, random) * MINUTE;
  const late = Math.min(random.lognormal(CLOSING, 0.7) * MINUTE, 0.6 * (closedAt - postedAt + lag));
  const beganAt = row.beganAt ? Date.parse(row.beganAt) : postedAt - lag;
  const endedAt = Math.max(row.endedAt ? Date.parse(row.endedAt) : closedAt - late, beganAt + LEAST_MS);
  const impact = row.impact === 'major' || row.impact === 'critical' ? row.impact : 'minor';
  const models = typeof row.models === 'string' ? 'many' : row.models;
  return {
    ...{ id, part, impact, models, beganAt, endedAt, postedAt, closedAt },
    share: shareOf(impact, random),
    status: random.chance(0.5) ? 529 : 500,
  };
}

/** "Major outage" means that nothing works; below that some requests fail. How many is assumed. */
function shareOf(impact: Incident['impact'], random: Random): number {
  if (impact === 'critical') return 1;
  if (impact === 'major') return random.chance(0.5) ? 1 : random.between(0.9, 1);
  return random.between(0.3, 0.8);
}

/** Whether it hits messages to this model on claude.ai. */
export const hits = ({ part, models }: Incident, model: string): boolean =>
  part === 'chat' && (models === 'many' || models.includes(model));

const STATUS = { minor: 'degraded_performance', major: 'partial_outage', critical: 'major_outage' } as const;
const PARTS: Readonly<Record<string, string>> = { code: 'code', api: 'api' };
const reports = new Map<string, Report>();

/** The official page's answer at that time, through the parser that ships. */
export function officialReport(incidents: readonly Incident[], now: number): Report {
  const open = incidents.filter(({ postedAt, closedAt }) => postedAt <= now && now < closedAt);
  const key = open.map(({ id }) => id).join(' ');
  const known = reports.get(key);
  if (known) return known;
  const report = claudeStatusPage.parse({ status: 200, body: JSON.stringify(summaryOf(open, now)) }, now);
  reports.set(key, report);
  return report;
}

function summaryOf(open: readonly Incident[], now: number): object {
  const at = (time: number) => new Date(time).toISOString();
  const chat = open.filter(({ part }) => part === 'chat' || part === 'login');
  const worst = (['critical', 'major', 'minor'] as const).find((impact) =>
    chat.some((one) => one.impact === impact),
  );
  const components = Object.entries(COMPONENTS).map(([id, surface]) => {
    const own = id === CLAUDE_AI ? worst && STATUS[worst] : undefined;
    const other = open.some(({ part }) => PARTS[part] === surface) ? 'partial_outage' : undefined;
    return { id, status: own ?? other ?? 'operational' };
  });
  const incidents = open.map(({ id, impact, models, part, postedAt }) => ({
    ...{ id, impact, created_at: at(postedAt), started_at: at(postedAt), updated_at: at(postedAt) },
    name: titleOf(models, part),
    components: part === 'chat' ? [{ id: CLAUDE_AI }] : [],
  }));
  return {
    page: { id: 'tymt9n04zgry', updated_at: at(now) },
    components,
    incidents,
    scheduled_maintenances: [],
  };
}

function titleOf(models: Incident['models'], part: string): string {
  if (part !== 'chat') return part === 'code' ? 'Trouble with Claude Code' : `Trouble with ${part}`;
  return models === 'many' ? 'Errors across several models' : `Errors with ${models.join(' and ')}`;
}
