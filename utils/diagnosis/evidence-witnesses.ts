import type { Official, OpenIncident, Witness } from '@/utils/status/types';
import { line } from './evidence-line';
import type { Evidence } from './types';

/** Work that is announced for later than this concerns nobody yet. */
const SOON_MS = 24 * 60 * 60_000;
/** The page may list many; a popup can't. */
const MOST = 3;

/** What one witness said, with the age of its word. */
export function witnessLines(witness: Witness, now: number): readonly Evidence[] {
  const { id, state, answeredAt, headline, official } = witness;
  if (id !== 'claude-status-page') return communityLines(witness);
  if (state === 'unknown') return [line(id, 'official_unknown', null)];
  const isQuiet = !official?.incidents.some(({ concernsChat }) => concernsChat !== 'no');
  const said =
    state === 'ok'
      ? line(id, isQuiet ? 'official_ok' : 'official_working', answeredAt)
      : line(id, headline === null ? 'official_marked' : 'official_trouble', answeredAt, [headline ?? '']);
  const news = [...incidentLines(official, headline), ...maintenanceLines(official, now)];
  // Work that is under way is why it is marked.
  return said.key === 'official_marked' && isAtWork(official) ? news : [said, ...news];
}

/** What wasn't asked, or can't tell yet what is usual, says nothing. */
function communityLines({ id, state, answeredAt }: Witness): readonly Evidence[] {
  if (state === 'unknown') return [];
  return [line(id, state === 'ok' ? 'crowd_ok' : 'crowd_trouble', answeredAt)];
}

const NEARNESS = {
  yes: 'incident_chat',
  unclear: 'incident_open',
  no: 'incident_elsewhere',
} as const satisfies Record<OpenIncident['concernsChat'], string>;

function incidentLines(official: Official | undefined, headline: string | null): readonly Evidence[] {
  return (official?.incidents ?? [])
    .filter(({ title }) => title !== headline)
    .slice(0, MOST)
    .map(({ title, concernsChat, updatedAt }) =>
      line('claude-status-page', NEARNESS[concernsChat], updatedAt, [title]),
    );
}

const isAtWork = (official: Official | undefined): boolean =>
  official?.maintenance?.running === true && official.maintenance.concernsChat !== 'no';

function maintenanceLines(official: Official | undefined, now: number): readonly Evidence[] {
  const work = official?.maintenance;
  if (!work || (!work.running && work.startsAt - now > SOON_MS)) return [];
  const { title, running, startsAt } = work;
  if (running) return [line('claude-status-page', 'maintenance_runs', startsAt, [title])];
  return [line('claude-status-page', 'maintenance_soon', null, [title, hours(startsAt - now)])];
}

const hours = (ms: number): number => Math.max(1, Math.round(ms / 3_600_000));
