/**
 * One incident as Statuspage writes it, open or past. An update may list components that aren't hit (`old_status` equals
 * `new_status`), may list none (`null`), and may come before the component itself changes; then its title has to tell.
 * Seen: tests/fixtures/status/ (2026-04 … 2026-09). When wrong: trouble elsewhere is taken for the chat's, or the other way round.
 */
import * as z from 'zod/mini';
import { type IncidentTitle, readTitle } from '@/utils/claude/incident-title';
import type { Surface } from '@/utils/claude/surfaces';
import { LATEST_MS } from './epoch-ms';
import type { OpenIncident } from './types';

/** Names have changed, ids never. */
export const COMPONENTS: Readonly<Record<string, Surface>> = {
  rwppv331jlwc: 'claude.ai',
  '0qbwn08sd68x': 'console',
  k8w3r06qmzrp: 'api',
  yyzkbfz2thpt: 'code',
  bpp5gb3hpjcl: 'cowork',
  '0scnb50nvy53': 'government',
};
export const CLAUDE_AI = 'rwppv331jlwc';

const MAX_TITLE_CHARS = 200;
const WELL: readonly string[] = ['operational', 'under_maintenance'];

const optional = <T extends z.core.SomeType>(schema: T) => z.optional(z.nullable(schema));

export const IncidentSchema = z.object({
  id: optional(z.string()),
  name: z.string(),
  impact: optional(z.string()),
  created_at: optional(z.string()),
  started_at: optional(z.string()),
  updated_at: optional(z.string()),
  resolved_at: optional(z.string()),
  components: optional(z.array(z.object({ id: z.string(), status: z.optional(z.string()) }))),
  // Without them the title still tells.
  incident_updates: z.catch(
    optional(
      z.array(
        z.object({
          affected_components: optional(
            z.array(z.object({ code: z.string(), old_status: z.string(), new_status: z.string() })),
          ),
        }),
      ),
    ),
    null,
  ),
});
export type Incident = z.infer<typeof IncidentSchema>;

export const titleOf = ({ name }: Incident): string => name.slice(0, MAX_TITLE_CHARS);

/** undefined without a time at which it began. */
export function openIncident(incident: Incident): OpenIncident | undefined {
  const startedAt = startOf(incident);
  if (startedAt === undefined) return undefined;
  const title = readTitle(incident.name);
  const updatedAt = timeOf(incident.updated_at) ?? startedAt;
  return {
    id: (incident.id ?? '').slice(0, 40),
    title: titleOf(incident),
    impact: impactOf(incident.impact),
    startedAt,
    updatedAt,
    models: modelsHit(title),
    surfaces: [...title.surfaces],
    concernsChat: concernsChat(incident, title.surfaces),
  };
}

const MAX_MODELS = 12;
export const bounded = (models: readonly string[] | 'many'): OpenIncident['models'] =>
  models === 'many' ? models : models.slice(0, MAX_MODELS);

/** "Opus 4.7 and other models" counts as many: nobody says which others. */
export const modelsHit = ({ models, andOthers }: IncidentTitle): OpenIncident['models'] =>
  bounded(andOthers ? 'many' : models);

export const startOf = ({ started_at, created_at }: Incident): number | undefined =>
  timeOf(started_at) ?? timeOf(created_at);

export function timeOf(text: string | null | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return at >= 0 && at <= LATEST_MS ? at : undefined;
}

const IMPACTS = ['none', 'minor', 'major', 'critical'] as const;
export const impactOf = (word: string | null | undefined): OpenIncident['impact'] =>
  IMPACTS.find((impact) => impact === word) ?? null;

/** What a title may name when it speaks of the chat's own parts; any other surface is another product. */
const OF_THE_CHAT: readonly Surface[] = ['login', 'files', 'connectors', 'artifacts', 'search', 'voice'];

/** The components say it when they say anything; then the title. */
export function concernsChat(incident: Incident, surfaces: readonly Surface[]): OpenIncident['concernsChat'] {
  const changes = (incident.incident_updates ?? []).flatMap(({ affected_components }) =>
    (affected_components ?? []).filter(
      ({ old_status, new_status }) => old_status !== new_status && !WELL.includes(new_status),
    ),
  );
  if (changes.some(({ code }) => code === CLAUDE_AI) || surfaces.includes('claude.ai')) return 'yes';
  if (changes.length > 0) return 'no';
  if (surfaces.length === 0) return 'unclear';
  if (surfaces.some((surface) => !OF_THE_CHAT.includes(surface))) return 'no';
  return surfaces.includes('login') ? 'yes' : 'unclear';
}
