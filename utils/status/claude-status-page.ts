/**
 * Anthropic's own status page (Statuspage). The page and its components are matched by id, because names change; an incident
 * may list a component that it doesn't hit, so only the component's own status counts. Whatever can't be read is `unknown`.
 * Seen: tests/fixtures/status/ (2026-04 … 2026-09). When wrong: corroboration is missing, the user's own evidence remains.
 */
import * as z from 'zod/mini';
import type { Answer, Report, StatusSource } from './types';

const PAGE_ID = 'tymt9n04zgry';
const CLAUDE_AI = 'rwppv331jlwc';
/** The page touches its `updated_at` with each change; older than this, a cache answers in its place. */
const STALE_MS = 365 * 24 * 60 * 60_000;
/** A clock that is this far off makes every age wrong. */
const SKEW_MS = 60 * 60_000;

const SummarySchema = z.object({
  page: z.object({ id: z.string(), updated_at: z.string() }),
  components: z.array(z.object({ id: z.string(), status: z.string() })),
  incidents: z.array(
    z.object({
      name: z.string(),
      impact: z.optional(z.nullable(z.string())),
      components: z.optional(
        z.nullable(z.array(z.object({ id: z.string(), status: z.optional(z.string()) }))),
      ),
    }),
  ),
});
type Summary = z.infer<typeof SummarySchema>;

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
  };
}

function readSummary(body: string): Summary | undefined {
  try {
    const parsed = SummarySchema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // HTML, or half a JSON
  }
}

/** Title of an open incident that names the component; any open one when the component is hit and none names it. */
function headlineOf({ incidents }: Summary, impact: Report['impact']): string | null {
  if (impact === 'none') return null;
  const named = incidents.find(({ components }) => components?.some(({ id }) => id === CLAUDE_AI));
  return (named ?? incidents[0])?.name.slice(0, 200) ?? null;
}

export const claudeStatusPage = {
  id: 'claude-status-page',
  urls: [
    'https://status.claude.com/api/v2/summary.json',
    'https://anthropic.statuspage.io/api/v2/summary.json',
  ],
  page: 'https://status.claude.com',
  parse,
} as const satisfies StatusSource;
