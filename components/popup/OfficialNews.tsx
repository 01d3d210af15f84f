import { t } from '@/utils/browser/i18n';
import type { Maintenance, OpenIncident, Witness } from '@/utils/status/types';
import { type Clock, clockTime, isoTime } from '../format';

/** Further incidents that are named; the page itself has the rest. */
const MOST = 2;
/** Planned work is named when it is this near. */
const SOON_MS = 24 * 3_600_000;

interface OfficialNewsProps {
  readonly witness: Witness;
  readonly clock: Clock;
}

/** What the official page has open besides the headline of its row, and the work it has announced. */
export function OfficialNews({ witness, clock }: OfficialNewsProps) {
  const { official, headline } = witness;
  if (official === undefined || witness.state === 'unknown') return null;
  const others = official.incidents.filter(({ title }) => title !== headline).slice(0, MOST);
  const { maintenance } = official;
  return (
    <>
      {others.map((incident) => (
        <Incident key={incident.id} incident={incident} clock={clock} />
      ))}
      {maintenance !== null && isNear(maintenance, clock.now) && (
        <Work maintenance={maintenance} clock={clock} />
      )}
    </>
  );
}

const isNear = ({ running, startsAt, concernsChat }: Maintenance, now: number): boolean =>
  concernsChat !== 'no' && (running || startsAt - now < SOON_MS);

function Incident({ incident, clock }: { incident: OpenIncident; clock: Clock }) {
  const { title, startedAt, concernsChat } = incident;
  return (
    <li class="news-line">
      <span class="who">{t(concernsChat === 'no' ? 'incident_elsewhere' : 'incident_also')}</span>
      <span class="said" dir="auto">
        {title}
      </span>
      <time datetime={isoTime(startedAt)}>{t('since', clockTime(startedAt, clock))}</time>
    </li>
  );
}

function Work({ maintenance, clock }: { maintenance: Maintenance; clock: Clock }) {
  const { title, running, startsAt, endsAt } = maintenance;
  const at = running ? (endsAt ?? startsAt) : startsAt;
  const key = running ? (endsAt === null ? 'since' : 'maintenance_until') : 'maintenance_from';
  return (
    <li class="news-line">
      <span class="who">{t(running ? 'maintenance_now' : 'maintenance_planned')}</span>
      <span class="said" dir="auto">
        {title}
      </span>
      <time datetime={isoTime(at)}>{t(key, clockTime(at, clock))}</time>
    </li>
  );
}
