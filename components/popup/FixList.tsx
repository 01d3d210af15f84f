import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { FixId } from '@/utils/fixes/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { isRunning, pageRetryWords, runNews } from '../words';
import { Action } from './Action';
import { Advice } from './Advice';
import { FixItem } from './FixItem';
import { isWatched, PlayLine } from './PlayLine';
import type { FixProps } from './props';

/** Further fixes that are in sight when there are too many; the rest folds away. A fold for one would save nothing. */
const OTHERS_SHOWN = 3;
const TOO_MANY = 5;

interface FixListProps extends FixProps {
  readonly view: TabView;
  readonly onStopWatching: () => void;
  readonly onOpenPlaybook: () => void;
}

/** A fix stays in sight while it runs, even when the verdict has moved on; one that waits for the user comes first. */
function fixesInSight({ fixes, run }: TabView): readonly FixId[] {
  if (!isRunning(run) || (run.surface === null && fixes.includes(run.fix))) return fixes;
  return [run.fix, ...fixes.filter((id) => id !== run.fix)];
}

/** What is happening or has just happened. Below the button, which keeps its place when news comes. */
function News(view: TabView) {
  const { run, pageRetry } = view;
  if (isRunning(run)) return null;
  if (pageRetry !== null) return <p class="news">{pageRetryWords(pageRetry)}</p>;
  const news = runNews(view);
  return run === null || news === '' ? null : (
    <p class="news" data-result={run.state}>
      {news}
    </p>
  );
}

/** A fix that moves up or down is made anew: the focus goes along with it. */
function useFocusOfFix(list: RefObject<HTMLElement | null>): void {
  const focused = list.current?.ownerDocument.activeElement;
  const held = list.current?.contains(focused ?? null) ? focused?.closest<HTMLElement>('[data-fix]') : null;
  useLayoutEffect(() => {
    if (!held || !list.current || list.current.contains(list.current.ownerDocument.activeElement)) return;
    list.current.querySelector<HTMLElement>(`[data-fix="${held.dataset.fix}"] button`)?.focus();
  });
}

export function FixList({ onStopWatching, ...props }: FixListProps) {
  const { view } = props;
  const list = useRef<HTMLElement>(null);
  useFocusOfFix(list);
  const [first, ...others] = fixesInSight(view);
  const item = (id: FixId) => (
    <FixItem
      key={id}
      {...props}
      id={id}
      recommended={id === first}
      quiet={(view.pageRetry !== null && !isRunning(view.run)) || isWatched(view)}
    />
  );
  const inSight = others.length < TOO_MANY ? others.length : OTHERS_SHOWN;
  const isCalm = view.verdict.id === 'ok';
  return (
    <section ref={list} class="fixes" aria-label={t('fixes_label')}>
      <Advice view={view} hasFix={first !== undefined} />
      {first !== undefined && <ol>{item(first)}</ol>}
      {view.draft !== null && first === undefined && !isCalm && <p class="draft">{t('draft_saved')}</p>}
      <News {...view} />
      <PlayLine view={view} onTell={props.onTell} />
      {others.length > 0 && <h2>{t('fixes_other')}</h2>}
      {others.length > 0 && <ol class="others">{others.slice(0, inSight).map(item)}</ol>}
      {others.length > inSight && (
        <details>
          <summary>{t('fixes_more')}</summary>
          <ol class="others">{others.slice(inSight).map(item)}</ol>
        </details>
      )}
      {first !== undefined && !isCalm && (
        <Action id="open-playbook" label={t('action_open_playbook')} on={props.onOpenPlaybook} />
      )}
      {view.watching && (
        <p class="watching">
          {t('watching')} <Action id="stop-watching" label={t('action_cancel')} on={onStopWatching} />
        </p>
      )}
    </section>
  );
}
