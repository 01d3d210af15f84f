import { type MessageKey, t } from '@/utils/browser/i18n';
import { SEVERITIES } from '@/utils/diagnosis/severity';
import type { TabView } from '@/utils/messaging/tab-view';
import { phaseWords } from '../fix-words';
import { type Clock, clockTime, isoTime } from '../format';
import { Mark } from '../Mark';
import { FixItem } from '../popup/FixItem';
import { isWatched, PlayLine } from '../popup/PlayLine';
import type { FixProps } from '../popup/props';
import { failureWords, isRunning, runNews, snake } from '../words';
import { LibraryNav } from './LibraryNav';
import './LibraryView.css';

export interface PlaybookProps extends FixProps {
  /** null until it is known. */
  readonly view: TabView | null;
  readonly clock: Clock;
}

/** The fixes one at a time: do it, see whether it helped, go on to the next. */
export function PlaybookView(props: PlaybookProps) {
  const { view, clock } = props;
  return (
    <div class="library sheet playbook">
      <LibraryNav view="playbook" />
      <header class="top">
        <div>
          <h1 tabIndex={-1}>{t('playbook_title')}</h1>
          {view !== null && view.tabId !== null && (
            <p class="verdict" data-verdict={view.verdict.id}>
              <Mark severity={SEVERITIES[view.verdict.id]} />
              {t(`verdict_${snake(view.verdict.id)}`)}
            </p>
          )}
        </div>
      </header>
      <main>
        {view !== null && <Now {...props} view={view} />}
        {view?.playbook && view.playbook.tried.length > 0 && (
          <Tried tried={view.playbook.tried} clock={clock} />
        )}
      </main>
      <p class="unseen" role="status">
        {view && runNews(view)}
      </p>
    </div>
  );
}

type NowProps = PlaybookProps & { readonly view: TabView };

/** The one that runs, else the one that fits best. */
function Now(props: NowProps) {
  const { view, onTell } = props;
  const { fixes, run, playbook } = view;
  const id = isRunning(run) ? run.fix : fixes[0];
  const others = fixes.filter((fix) => fix !== id);
  const waits = isWatched(view);
  const asksNothing = !isRunning(run) && !waits;
  return (
    <>
      <section class="now" aria-label={t('fixes_label')}>
        {id === undefined && <p class="empty">{t(view.tabId === null ? 'no_tab_title' : 'playbook_none')}</p>}
        {id !== undefined && playbook && asksNothing && (
          <p class="phase">{phaseWords(isExhausted(view) ? 'exhausted' : 'offering')}</p>
        )}
        {id !== undefined && !waits && (
          <ol>
            <FixItem key={id} {...props} id={id} recommended={true} quiet={view.pageRetry !== null} />
          </ol>
        )}
        {run !== null && !isRunning(run) && runNews(view) !== '' && (
          <p class="news" data-result={run.state}>
            {runNews(view)}
          </p>
        )}
        {(waits || playbook?.phase === 'helped') && <PlayLine view={view} onTell={onTell} />}
        {id !== undefined && asksNothing && others.length > 0 && (
          <button type="button" class="plain" data-action="skip" onClick={() => onTell({ skipped: id })}>
            {t('action_skip')}
          </button>
        )}
      </section>
      {others.length > 0 && !waits && (
        <section aria-labelledby="then-label">
          <h2 id="then-label">{t('playbook_then')}</h2>
          <ol class="then">
            {others.map((fix) => (
              <li key={fix}>{t(`fix_${snake(fix)}_title`)}</li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

const isExhausted = ({ playbook }: TabView): boolean => playbook?.phase === 'exhausted';

type TriedOnes = NonNullable<TabView['playbook']>['tried'];

/** What came of each, the latest first. */
const Tried = ({ tried, clock }: { tried: TriedOnes; clock: Clock }) => (
  <section aria-labelledby="tried-label">
    <h2 id="tried-label">{t('playbook_tried')}</h2>
    <ol class="tried-list">
      {tried.toReversed().map(({ fix, at, outcome, problem }) => (
        <li key={`${fix} ${at}`} data-outcome={outcome}>
          <strong>{t(`fix_${snake(fix)}_title`)}</strong>
          <span>
            {outcome === 'stuck' ? failureWords(problem) : t(`outcome_${snake(outcome)}` as MessageKey)}
          </span>
          <time datetime={isoTime(at)}>{clockTime(at, clock)}</time>
        </li>
      ))}
    </ol>
  </section>
);
