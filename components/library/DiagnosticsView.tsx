import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { DiagnosticsState, Tally } from '@/utils/failures/types';
import { type Clock, clockTime } from '../format';
import { snake } from '../words';
import { DiagnosticsGaps } from './DiagnosticsGaps';
import { DiagnosticsTable } from './DiagnosticsTable';
import { classWords } from './diagnostics-words';
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
    <div class="library diagnostics">
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
        <h1>{t('diagnostics_title')}</h1>
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
        <a class="link" href="#list" data-action="open-library">
          {t('diagnostics_to_library')}
        </a>
        <button type="button" class="button" data-action="save-log" disabled={isEmpty} onClick={on.onSaveLog}>
          {t('diagnostics_save')}
        </button>
        <ClearLog isEmpty={isEmpty} onClear={on.onClearLog} />
      </div>
    </header>
  );
}

/** Asked in place. The focus goes to the answer that changes nothing, and back. */
function ClearLog({ isEmpty, onClear }: { isEmpty: boolean; onClear: () => void }) {
  const [question, setQuestion] = useState<'none' | 'asked' | 'answered'>('none');
  const no = useRef<HTMLButtonElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (question === 'asked') no.current?.focus();
    if (question === 'answered') button.current?.focus();
  }, [question]);
  const answer = (yes: boolean): void => {
    setQuestion('answered');
    if (yes) onClear();
  };
  if (question !== 'asked')
    return (
      <button
        ref={button}
        type="button"
        class="button"
        data-action="clear-log"
        // Not `disabled`: after the answer the focus comes back here.
        aria-disabled={isEmpty ? 'true' : undefined}
        onClick={() => !isEmpty && setQuestion('asked')}
      >
        {t('diagnostics_clear')}
      </button>
    );
  return (
    <fieldset class="question">
      <legend>{t('diagnostics_clear_question')}</legend>
      <button type="button" class="button" data-action="confirm" onClick={() => answer(true)}>
        {t('action_confirm')}
      </button>
      <button ref={no} type="button" class="button" data-action="cancel" onClick={() => answer(false)}>
        {t('action_cancel')}
      </button>
    </fieldset>
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
