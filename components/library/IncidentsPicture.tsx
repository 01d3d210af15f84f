import type { ComponentChildren } from 'preact';
import { t } from '@/utils/browser/i18n';
import { SEVERITIES } from '@/utils/diagnosis/severity';
import type { OfficialState, Slot, Timeline, TimelineRow } from '@/utils/incidents/types';
import { type Clock, clockTime } from '../format';
import { Axis } from './IncidentsAxis';
import { dateWords, lastedWords, whatWords } from './incident-words';
import { inLayers, place } from './picture-place';

interface PictureProps {
  readonly timeline: Timeline;
  readonly official: OfficialState;
  readonly clock: Clock;
  readonly range: ComponentChildren;
}

/** Own trouble over official trouble, on one axis. */
export function IncidentsPicture({ timeline, official, clock, range }: PictureProps) {
  const of = (kind: TimelineRow['kind']) => timeline.rows.filter((row) => row.kind === kind);
  const failures = timeline.slots.reduce((sum, slot) => sum + slot.failures, 0);
  const [own, told, work] = [of('own'), of('official'), of('maintenance')];
  const isShort = official.from !== null && official.from > timeline.from;
  return (
    <section class="picture" aria-labelledby="picture-label">
      <div class="heading">
        <h2 id="picture-label">{t('incidents_when')}</h2>
        {range}
      </div>
      <div class="lanes" role="img" aria-label={t('incidents_picture', failures, own.length, told.length)}>
        <Lane id="failures" empty={failures + own.length === 0 ? t('incidents_nothing_failed') : ''}>
          <FailureBars timeline={timeline} clock={clock} />
        </Lane>
        <Lane id="own" empty={own.length === 0 && failures > 0 ? t('incidents_none') : ''}>
          <Spans rows={own} timeline={timeline} clock={clock} />
        </Lane>
        <Lane id="official" empty={officialEmpty(official, told)}>
          {isShort && <Unknown until={official.from ?? 0} timeline={timeline} />}
          <Spans rows={told} timeline={timeline} clock={clock} />
        </Lane>
        <Lane id="maintenance" empty={work.length === 0 ? plannedEmpty(official) : ''}>
          <Spans rows={work} timeline={timeline} clock={clock} />
        </Lane>
        <Axis timeline={timeline} clock={clock} />
      </div>
      <Key />
      {isShort && <p class="quiet">{t('incidents_unknown_before', dateWords(official.from ?? 0, clock))}</p>}
      <Planned rows={work} clock={clock} />
    </section>
  );
}

/** What could not be read is never "none". */
function officialEmpty({ answeredAt, state }: OfficialState, rows: readonly TimelineRow[]): string {
  if (rows.length > 0) return '';
  if (answeredAt === null) return t(state === 'reading' ? 'incidents_reading' : 'incidents_unknown');
  return state === 'read' ? t('incidents_none') : '';
}

const plannedEmpty = ({ isPlanKnown }: OfficialState): string =>
  t(isPlanKnown ? 'incidents_nothing_planned' : 'incidents_unknown');

interface LaneProps {
  readonly id: 'failures' | 'own' | 'official' | 'maintenance';
  readonly empty?: string;
  readonly children: ComponentChildren;
}

const Lane = ({ id, empty = '', children }: LaneProps) => (
  <div class="lane" data-lane={id}>
    <span class="name">{t(`incidents_lane_${id}`)}</span>
    <div class="track">
      {children}
      {empty !== '' && <span class="none">{empty}</span>}
    </div>
  </div>
);

function FailureBars({ timeline, clock }: Pick<PictureProps, 'timeline' | 'clock'>) {
  const most = Math.max(1, ...timeline.slots.map(({ failures }) => failures));
  return (
    <div class="bars">
      {timeline.slots
        .filter(({ failures }) => failures > 0)
        .map((slot: Slot) => (
          <i
            key={slot.from}
            class="bar"
            data-failures={slot.failures}
            title={`${clockTime(slot.from, clock)}: ${slot.failures}`}
            style={{ ...place(slot, timeline), height: `${Math.max(12, (100 * slot.failures) / most)}%` }}
          />
        ))}
    </div>
  );
}

type SpansProps = Pick<PictureProps, 'timeline' | 'clock'> & { readonly rows: readonly TimelineRow[] };

/** Those that overlap stand below each other. */
const Spans = ({ rows, timeline, clock }: SpansProps) => (
  <>
    {inLayers(
      rows.filter(({ from }) => from <= timeline.to),
      timeline,
    ).map((layer, index) => (
      <div key={index} class="layer">
        {layer.map((row) => (
          <i
            key={row.id}
            class="span"
            data-kind={row.kind}
            data-severity={row.kind === 'own' ? SEVERITIES[row.incident.verdict] : undefined}
            data-concerns={concernOf(row)}
            title={`${whatWords(row)} · ${clockTime(row.from, clock)} · ${lastedWords(row, clock)}`}
            style={place({ from: row.from, to: row.to ?? timeline.to }, timeline)}
          />
        ))}
      </div>
    ))}
  </>
);

function concernOf(row: TimelineRow): 'yes' | 'no' | 'unclear' | undefined {
  if (row.kind === 'official') return row.incident.concernsChat;
  return row.kind === 'maintenance' ? row.maintenance.concernsChat : undefined;
}

const Key = () => (
  <p class="quiet key">
    {(['claude', 'you'] as const).map((id) => (
      <span key={id}>
        <i class="swatch span" data-severity={id} /> {t(`incidents_key_${id}`)}
      </span>
    ))}
    {(['yes', 'unclear', 'no'] as const).map((id) => (
      <span key={id}>
        <i class="swatch span" data-concerns={id} data-kind="official" /> {t(`incidents_key_${id}`)}
      </span>
    ))}
  </p>
);

const Unknown = ({ until, timeline }: { until: number; timeline: Timeline }) => (
  <i class="unknown" style={place({ from: timeline.from, to: until }, timeline)} />
);

/** Work that has not begun has no place on the axis. */
const Planned = ({ rows, clock }: { rows: readonly TimelineRow[]; clock: Clock }) => (
  <>
    {rows
      .filter(({ from }) => from > clock.now)
      .map((row) => (
        <p key={row.id} class="quiet" data-planned>
          {`${t('incidents_lane_maintenance')}, ${t('incidents_planned')}: ${whatWords(row)} · ${clockTime(row.from, clock)}`}
        </p>
      ))}
  </>
);
