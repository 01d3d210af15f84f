/** The official page's own JSON for a situation, read by the reader that ships. */
import { readFileSync } from 'node:fs';
import type { Surface } from '@/utils/claude/surfaces';
import { silent } from '@/utils/status/ask';
import { claudeStatusPage, PAGE_ID } from '@/utils/status/claude-status-page';
import { COMPONENTS } from '@/utils/status/statuspage-incident';
import type { Answer, Witness } from '@/utils/status/types';
import type { IncidentSpec, OfficialSpec } from './situation-types.ts';

const MINUTE_MS = 60_000;
const iso = (at: number): string => new Date(at).toISOString();

export function officialWitness(spec: OfficialSpec | undefined, now: number): Witness {
  if (!spec) return silent('claude-status-page');
  const askedAt = now - (spec.ageMin ?? 2) * MINUTE_MS;
  if (spec.http === 0) return { ...silent('claude-status-page'), problem: 'network', askedAt };
  const report = claudeStatusPage.parse(answerOf(spec, askedAt), askedAt);
  return {
    ...report,
    id: 'claude-status-page',
    askedAt,
    answeredAt: report.state === 'unknown' ? null : askedAt,
  };
}

function answerOf(spec: OfficialSpec, now: number): Answer {
  if (spec.file !== undefined)
    return { status: spec.http ?? 200, body: readFileSync(`tests/fixtures/status/${spec.file}`, 'utf8') };
  return { status: spec.http ?? 200, body: JSON.stringify(summaryOf(spec, now), null, 1) };
}

function summaryOf(spec: OfficialSpec, now: number) {
  const updated = iso(now + (spec.updatedInMin ?? -1) * MINUTE_MS);
  const words: Partial<Record<Surface, string | undefined>> = {
    'claude.ai': spec.component,
    api: spec.api,
    code: spec.code,
    government: spec.government,
  };
  return {
    page: { id: PAGE_ID, name: 'Claude', url: 'https://status.claude.com', updated_at: updated },
    components: Object.entries(COMPONENTS).map(([id, surface]) => ({
      ...{ id, name: surface, status: words[surface] ?? 'operational' },
      ...{ updated_at: updated, page_id: PAGE_ID, group: false },
    })),
    incidents: (spec.incidents ?? []).map((incident, index) => incidentOf(incident, index, now)),
    scheduled_maintenances: spec.maintenance ? [maintenanceOf(spec.maintenance, now)] : [],
    status: { indicator: 'none', description: 'All Systems Operational' },
  };
}

const idOf = (surface: Surface): string =>
  Object.entries(COMPONENTS).find(([, name]) => name === surface)?.[0] ?? 'nobody';

function incidentOf(
  { name, impact, startedMin, hits, to = 'partial_outage' }: IncidentSpec,
  index: number,
  now: number,
) {
  const startedAt = iso(now - startedMin * MINUTE_MS);
  const listed = hits?.map((surface) => ({
    ...{ code: idOf(surface), name: surface, old_status: 'operational', new_status: to },
  }));
  return {
    ...{ id: `inc${index}`, name, status: 'investigating', impact, page_id: PAGE_ID },
    ...{ created_at: startedAt, started_at: startedAt, updated_at: startedAt, resolved_at: null },
    incident_updates: [{ id: `upd${index}`, status: 'investigating', affected_components: listed ?? null }],
    components: (hits ?? []).map((surface) => ({ id: idOf(surface), name: surface })),
  };
}

function maintenanceOf(
  { name, status, fromMin, forMin }: NonNullable<OfficialSpec['maintenance']>,
  now: number,
) {
  const from = now + fromMin * MINUTE_MS;
  return {
    ...{ id: 'work0', name, status, impact: 'maintenance', page_id: PAGE_ID, resolved_at: null },
    ...{ created_at: iso(from - 86_400_000), updated_at: iso(from), scheduled_for: iso(from) },
    ...{ scheduled_until: iso(from + forMin * MINUTE_MS), incident_updates: [] },
    components: [{ id: idOf('claude.ai'), name: 'claude.ai' }],
  };
}
