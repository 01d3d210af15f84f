/**
 * The last fifty incidents of the status page (`/api/v2/incidents.json`, about 290 kB), for a timeline and for how long such trouble
 * usually lasts. Their times are Anthropic's own estimates; the page posts late (median 17 min) and closes late (median 39 min).
 * Seen: tests/fixtures/status/incidents.json (2026-09). When wrong: a timeline without incidents, and the usual figures.
 */
import * as z from 'zod/mini';
import { readTitle } from '@/utils/claude/incident-title';
import { SURFACES } from '@/utils/claude/surfaces';
import { fail, ok, type Result } from '@/utils/result';
import { PAGE_ID } from './claude-status-page';
import { epochMs } from './epoch-ms';
import {
  concernsChat,
  IncidentSchema,
  impactOf,
  modelsHit,
  startOf,
  timeOf,
  titleOf,
} from './statuspage-incident';
import type { Answer } from './types';

const MINUTE_MS = 60_000;
const SKEW_MS = 60 * MINUTE_MS;
const MAX_CHARS = 3_000_000;
const MAX_ROWS = 100;

export const INCIDENTS_URL = 'https://status.claude.com/api/v2/incidents.json';

export const PastIncidentSchema = z.object({
  id: z.string(),
  /** Hostile until escaped. */
  title: z.string(),
  impact: z.nullable(z.enum(['none', 'minor', 'major', 'critical'])),
  /** Epoch ms. */
  startedAt: epochMs,
  /** Epoch ms; null while it is open. */
  resolvedAt: z.nullable(epochMs),
  models: z.union([z.array(z.string()), z.literal('many')]),
  surfaces: z.array(z.enum(SURFACES)),
  concernsChat: z.enum(['yes', 'no', 'unclear']),
});
export type PastIncident = z.infer<typeof PastIncidentSchema>;

const HistorySchema = z.object({ page: z.object({ id: z.string() }), incidents: z.array(z.unknown()) });

/** Newest first. An incident that can't be read is left out; a page of which none can is a problem. */
export function readHistory({ status, body }: Answer, now: number): Result<readonly PastIncident[]> {
  if (status !== 200) return fail(`http-${status}`);
  if (body.length > MAX_CHARS) return fail('too-long');
  const history = parsed(body);
  if (!history) return fail('not-readable');
  if (history.page.id !== PAGE_ID) return fail('wrong-page');
  const rows = history.incidents
    .slice(0, MAX_ROWS)
    .map(rowOf)
    .filter((row) => row !== undefined);
  if (rows.length === 0) return fail(history.incidents.length === 0 ? 'empty' : 'not-readable');
  if (rows.some(({ startedAt }) => startedAt > now + SKEW_MS)) return fail('clock');
  return ok(rows.sort((a, b) => b.startedAt - a.startedAt));
}

function parsed(body: string): z.infer<typeof HistorySchema> | undefined {
  try {
    return HistorySchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined; // HTML, or half a JSON
  }
}

function rowOf(item: unknown): PastIncident | undefined {
  const { data: incident } = IncidentSchema.safeParse(item);
  const startedAt = incident && startOf(incident);
  if (!incident?.id || startedAt === undefined) return undefined;
  const resolvedAt = timeOf(incident.resolved_at) ?? null;
  if (resolvedAt !== null && resolvedAt < startedAt) return undefined;
  const title = readTitle(incident.name);
  return {
    id: incident.id.slice(0, 40),
    title: titleOf(incident),
    impact: impactOf(incident.impact),
    startedAt,
    resolvedAt,
    models: modelsHit(title),
    surfaces: [...title.surfaces],
    concernsChat: concernsChat(incident, title.surfaces),
  };
}

/** How long trouble lasts, in ms. */
export interface Durations {
  readonly median: number;
  /** A quarter is over by then, and three quarters. */
  readonly lower: number;
  readonly upper: number;
  /** Incidents that it rests on. */
  readonly count: number;
}

/** Of 139 incidents, May to September 2026: used until the page's own history can be read. */
export const USUAL: Durations = {
  median: 57 * MINUTE_MS,
  lower: 26 * MINUTE_MS,
  upper: 99 * MINUTE_MS,
  count: 139,
};
/** Fewer say nothing. */
const ENOUGH = 12;

/** Of incidents like this one; of all, when those are too few; the usual figures, when even all are. */
export function usualDuration(
  rows: readonly PastIncident[],
  isAlike: (row: PastIncident) => boolean = () => true,
): Durations {
  // Retroactive ones have no length; `none` are notices that stay for days.
  const over = rows.filter(
    ({ impact, startedAt, resolvedAt }) => impact !== 'none' && resolvedAt !== null && resolvedAt > startedAt,
  );
  const alike = over.filter(isAlike);
  const chosen = alike.length >= ENOUGH ? alike : over;
  if (chosen.length < ENOUGH) return USUAL;
  const lengths = chosen
    .map(({ startedAt, resolvedAt }) => (resolvedAt ?? 0) - startedAt)
    .sort((a, b) => a - b);
  const at = (share: number) => quantile(lengths, share);
  return { median: at(0.5), lower: at(0.25), upper: at(0.75), count: chosen.length };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return Math.round(below + (above - below) * (place - Math.floor(place)));
}
