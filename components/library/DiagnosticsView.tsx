import { t } from '@/utils/browser/i18n';
import type { DiagnosticsState, Tally } from '@/utils/failures/types';
import { type Clock, clockTime } from '../format';
import { snake } from '../words';
import { Confirmed } from './Confirmed';
import { DiagnosticsGaps } from './DiagnosticsGaps';
import { DiagnosticsTable } from './DiagnosticsTable';
import { classWords } from './diagnostics-words';
import { LibraryNav } from './LibraryNav';
import './LibraryView.css';

export interface DiagnosticsProps extends DiagnosticsState {
  readonly clock: Clock;
  readonly onShowMore: () => void;
  readonly onSaveLog: () => void;
  /** Arrives only after its confirmation. */
  readonly onClearLog: () => void;
}

export function DiagnosticsView(props: DiagnosticsProps) {
  const { failures, clock, news } = props;
  const gaps = <DiagnosticsGaps hooks={props.hooks} detectors={props.detectors} clock={clock} />;
  return (
    <div class="library sheet">
      <LibraryNav view="diagnostics" />
      <Header {...props} />
      <p class="news" role="status">
        {news && t(`diagnostics_${snake(news)}`)}
      </p>
      <main>
        {failures !== null && failures.length === 0 && <p class="empty">{t('diagnostics_empty')}</p>}
        {failures !== null && failures.length > 0 && (
          <>
            <div class="overview">
              <Tallies tallies={props.tallies} />
              <div>{gaps}</div>
            </div>
            <section aria-labelledby="failures-label">
              <h2 id="failures-label">{t('diagnostics_failures')}</h2>
              <p class="quiet">
                {t('diagnostics_kept', failures.length, clockTime(failures.at(-1)?.at ?? 0, clock))}
              </p>
              <DiagnosticsTable
                failures={failures}
                shown={props.shown}
                clock={clock}
                onShowMore={props.onShowMore}
              />
            </section>
          </>
        )}
        {failures?.length === 0 && gaps}
      </main>
    </div>
  );
}

function Header({ failures, hooks, detectors, buildId, extensionVersion, ...on }: DiagnosticsProps) {
  const isEmpty = (failures?.length ?? 0) + hooks.length + detectors.length === 0;
  return (
    <header class="top">
      <div>
        <h1 tabIndex={-1}>{t('diagnostics_title')}</h1>
        <p class="quiet">
          {t('diagnostics_version', extensionVersion)}
          {buildId !== null && (
            <>
              {' · '}
              {t('diagnostics_build')} <code data-build={buildId}>{buildId}</code>
            </>
          )}
        </p>
      </div>
      <div class="actions">
        <button type="button" class="button" data-action="save-log" disabled={isEmpty} onClick={on.onSaveLog}>
          {t('diagnostics_save')}
        </button>
        <Confirmed
          action="clear-log"
          label={t('diagnostics_clear')}
          question={t('diagnostics_clear_question')}
          isOff={isEmpty}
          onConfirmed={on.onClearLog}
        />
      </div>
    </header>
  );
}

function Tallies({ tallies }: { tallies: readonly Tally[] }) {
  if (tallies.length === 0) return null;
  return (
    <section aria-labelledby="tally-label">
      <h2 id="tally-label">{t('diagnostics_counts')}</h2>
      <table class="tally">
        <thead>
          <tr>
            <th scope="col">{t('diagnostics_what')}</th>
            <th scope="col" class="number">
              {t('diagnostics_day')}
            </th>
            <th scope="col" class="number">
              {t('diagnostics_week')}
            </th>
          </tr>
        </thead>
        <tbody>
          {tallies.map(({ class: id, day, week }) => (
            <tr key={id} data-tally={id}>
              <th scope="row">{classWords(id)}</th>
              <td class="number">{day}</td>
              <td class="number">{week}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
