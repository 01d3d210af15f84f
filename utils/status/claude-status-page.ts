/**
 * Anthropic's own status page (Statuspage). The page and its components are matched by id, because names change; an incident
 * may list a component that it doesn't hit, so only the component's own status counts. Whatever can't be read is `unknown`.
 * Seen: tests/fixtures/status/ (2026-04 … 2026-09). When wrong: corroboration is missing, the user's own evidence remains.
 */
import * as z from 'zod/mini';
import { readTitle } from '@/utils/claude/incident-title';
import {
  bounded,
  CLAUDE_AI,
  COMPONENTS,
  concernsChat,
  type Incident,
  IncidentSchema,
  openIncident,
  timeOf,
  titleOf,
} from './statuspage-incident';
import type { Answer, Maintenance, Official, OfficialSource, OpenIncident, Report } from './types';

export const PAGE_ID = 'tymt9n04zgry';
/** The page touches its `updated_at` with each change; older than this, a cache answers in its place. */
const STALE_MS = 365 * 24 * 60 * 60_000;
/** A clock that is this far off makes every age wrong. */
const SKEW_MS = 60 * 60_000;
const MAX_INCIDENTS = 10;

const MaintenanceItemSchema = z.extend(IncidentSchema, {
  status: z.optional(z.nullable(z.string())),
  scheduled_for: z.optional(z.nullable(z.string())),
  scheduled_until: z.optional(z.nullable(z.string())),
});
type MaintenanceItem = z.infer<typeof MaintenanceItemSchema>;

const SummarySchema = z.object({
  page: z.object({ id: z.string(), updated_at: z.string() }),
  components: z.array(z.object({ id: z.string(), status: z.string() })),
  // Beside the point: what can't be read of these is left out.
  incidents: z.array(z.unknown()),
  scheduled_maintenances: z.optional(z.catch(z.array(z.unknown()), [])),
});
interface Summary extends Omit<z.infer<typeof SummarySchema>, 'incidents'> {
  readonly incidents: readonly Incident[];
}

const unknown = (problem: string): Report => ({ state: 'unknown', impact: 'none', headline: null, problem });

const IMPACTS = new Map<string, Report['impact']>(
  Object.entries({
    operational: 'none',
    under_maintenance: 'minor',
    degraded_performance: 'minor',
    // Some requests fail there too: that is not "down".
    partial_outage: 'minor',
    major_outage: 'major',
  }),
);

function parse({ status, body }: Answer, now: number): Report {
  if (status !== 200) return unknown(`http-${status}`);
  const summary = readSummary(body);
  if (!summary) return unknown('not-readable');
  if (summary.page.id !== PAGE_ID) return unknown('wrong-page');
  const updatedAt = Date.parse(summary.page.updated_at);
  if (!(updatedAt <= now + SKEW_MS)) return unknown('clock');
  if (now - updatedAt > STALE_MS) return unknown('stale');
  const component = summary.components.find(({ id }) => id === CLAUDE_AI);
  const impact = component && IMPACTS.get(component.status);
  if (impact === undefined) return unknown('no-component');
  return {
    state: impact === 'none' ? 'ok' : 'trouble',
    impact,
    headline: headlineOf(summary, impact),
    problem: null,
    official: officialOf(summary, now),
  };
}

function readSummary(body: string): Summary | undefined {
  try {
    const parsed = SummarySchema.safeParse(JSON.parse(body));
    return parsed.success ? { ...parsed.data, incidents: readable(parsed.data.incidents) } : undefined;
  } catch {
    return undefined; // HTML, or half a JSON
  }
}

const readable = (incidents: readonly unknown[]): readonly Incident[] =>
  incidents.map((one) => IncidentSchema.safeParse(one).data).filter((incident) => incident !== undefined);

/** Title of an open incident that names the component; any open one when the component is hit and none names it. */
function headlineOf({ incidents }: Summary, impact: Report['impact']): string | null {
  if (impact === 'none') return null;
  const named = incidents.find(({ components }) => components?.some(({ id }) => id === CLAUDE_AI));
  const chosen = named ?? incidents[0];
  return chosen ? titleOf(chosen) : null;
}

function officialOf({ components, incidents, scheduled_maintenances }: Summary, now: number): Official {
  const open = incidents
    .filter(({ resolved_at }) => timeOf(resolved_at) === undefined)
    .map(openIncident)
    .filter((incident) => incident !== undefined)
    .sort((a, b) => NEARNESS.indexOf(a.concernsChat) - NEARNESS.indexOf(b.concernsChat))
    .slice(0, MAX_INCIDENTS);
  return {
    incidents: open,
    maintenance: maintenanceOf(scheduled_maintenances ?? [], now),
    components: Object.fromEntries(
      components.flatMap(({ id, status }) => {
        const surface = COMPONENTS[id];
        return surface === undefined ? [] : [[surface, status.slice(0, 40)]];
      }),
    ),
    models: modelsOf(open.filter((incident) => incident.concernsChat !== 'no')),
  };
}

const NEARNESS: readonly OpenIncident['concernsChat'][] = ['yes', 'unclear', 'no'];

function modelsOf(open: readonly OpenIncident[]): Official['models'] {
  if (open.some(({ models }) => models === 'many')) return 'many';
  return bounded([...new Set(open.flatMap(({ models }) => (models === 'many' ? [] : models)))]);
}

const RUNNING: readonly unknown[] = ['in_progress', 'verifying'];

/** The one in progress; else the next one. What is completed, or was never closed, is over. */
function maintenanceOf(items: readonly unknown[], now: number): Maintenance | null {
  const all = items
    .map((item) => MaintenanceItemSchema.safeParse(item))
    .flatMap(({ data }) => (data === undefined ? [] : [maintenance(data)]))
    .filter((one) => one !== undefined)
    .filter(({ running, startsAt, endsAt }) => running || (endsAt ?? startsAt) > now)
    .sort((a, b) => Number(b.running) - Number(a.running) || a.startsAt - b.startsAt);
  return all[0] ?? null;
}

function maintenance(item: MaintenanceItem): Maintenance | undefined {
  const startsAt = timeOf(item.scheduled_for);
  if (startsAt === undefined || item.status === 'completed') return undefined;
  return {
    title: titleOf(item),
    running: RUNNING.includes(item.status),
    startsAt,
    endsAt: timeOf(item.scheduled_until) ?? null,
    concernsChat: announced(item),
  };
}

/** Nothing has changed yet when work is announced: there the list of components is what will be hit. */
function announced(item: MaintenanceItem): Maintenance['concernsChat'] {
  if (item.components?.some(({ id }) => id === CLAUDE_AI)) return 'yes';
  return item.components?.length ? 'no' : concernsChat(item, readTitle(item.name).surfaces);
}

export const claudeStatusPage = {
  id: 'claude-status-page',
  kind: 'official',
  urls: [
    'https://status.claude.com/api/v2/summary.json',
    'https://anthropic.statuspage.io/api/v2/summary.json',
  ],
  page: 'https://status.claude.com',
  everyMs: 60_000,
  parse,
} as const satisfies OfficialSource;
