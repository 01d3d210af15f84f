import { t } from '@/utils/browser/i18n';
import { type IncidentsState, RANGES, type Range } from '@/utils/incidents/types';
import { age, type Clock, isoTime } from '../format';
import { snake } from '../words';
import { IncidentsPicture } from './IncidentsPicture';
import { IncidentsRates } from './IncidentsRates';
import { IncidentsReliability } from './IncidentsReliability';
import { IncidentsTable } from './IncidentsTable';
import { rangeWords } from './incident-words';
import { LibraryNav } from './LibraryNav';
import './LibraryView.css';

export interface IncidentsProps extends IncidentsState {
  readonly clock: Clock;
  readonly onRange: (range: Range) => void;
  readonly onSort: () => void;
  readonly onReadAgain: () => void;
  readonly onExport: (kind: 'csv' | 'json') => void;
}

export function IncidentsView(props: IncidentsProps) {
  const { timeline, news, clock } = props;
  return (
    <div class="library sheet incidents">
      <LibraryNav view="incidents" />
      <Header {...props} />
      <p class="news" role="status">
        {news && t(`incidents_${snake(news)}`)}
      </p>
      <main>
        {timeline && (
          <>
            <IncidentsPicture
              timeline={timeline}
              official={props.official}
              clock={clock}
              range={<RangeChoice range={props.range} onRange={props.onRange} />}
            />
            <IncidentsRates timeline={timeline} clock={clock} />
            <IncidentsReliability uptime={props.uptime} reliability={props.reliability} clock={clock} />
            <IncidentsTable
              timeline={timeline}
              newestFirst={props.newestFirst}
              clock={clock}
              onSort={props.onSort}
            />
          </>
        )}
      </main>
    </div>
  );
}

function Header({ timeline, official, clock, onReadAgain, onExport }: IncidentsProps) {
  return (
    <header class="top">
      <div>
        <h1 tabIndex={-1}>{t('incidents_title')}</h1>
        <p class="quiet" data-official={official.state}>
          {timeline && <OfficialAge official={official} clock={clock} />}{' '}
          {official.state === 'unreadable' && (
            <button type="button" class="link plain" data-action="read-again" onClick={onReadAgain}>
              {t('incidents_read_again')}
            </button>
          )}
        </p>
      </div>
      <div class="actions">
        <ExportButton kind="csv" isOff={!timeline} onExport={onExport} />
        <ExportButton kind="json" isOff={!timeline} onExport={onExport} />
      </div>
    </header>
  );
}

const ExportButton = ({
  kind,
  isOff,
  onExport,
}: {
  kind: 'csv' | 'json';
  isOff: boolean;
  onExport: IncidentsProps['onExport'];
}) => (
  <button
    type="button"
    class="button"
    data-action={`export-${kind}`}
    disabled={isOff}
    onClick={() => onExport(kind)}
  >
    {t(`incidents_export_${kind}`)}
  </button>
);

/** Never silent about what isn't known: nothing read is not "no incidents". */
function OfficialAge({ official, clock }: Pick<IncidentsProps, 'official' | 'clock'>) {
  const { state, answeredAt } = official;
  if (state === 'reading') return t('incidents_reading');
  if (answeredAt === null)
    return t(state === 'off' ? 'incidents_official_off_never' : 'incidents_official_never');
  return (
    <time datetime={isoTime(answeredAt)}>{t(`incidents_official_${state}`, age(answeredAt, clock))}</time>
  );
}

function RangeChoice({ range, onRange }: Pick<IncidentsProps, 'range' | 'onRange'>) {
  return (
    <fieldset class="ranges">
      <legend class="unseen">{t('incidents_range')}</legend>
      {RANGES.map((id) => (
        <label key={id}>
          <input
            type="radio"
            name="range"
            value={id}
            class="unseen"
            checked={id === range}
            onChange={() => onRange(id)}
          />
          {rangeWords(id)}
        </label>
      ))}
    </fieldset>
  );
}
