import { useRef, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { FixId, Need, RunView } from '@/utils/fixes/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { FixLabel } from '../FixLabel';
import { failureWords, isRunning, snake } from '../words';
import { later } from './Later';
import type { FixFacts, FixProps } from './props';

export interface FixItemProps extends FixProps {
  readonly id: FixId;
  readonly view: TabView;
  readonly recommended: boolean;
  /** Recommended, but not the thing to do right now. */
  readonly quiet: boolean;
}

const Question = later(async () => (await import('./FixQuestion')).FixQuestion);
const StepPanel = later(async () => (await import('./steps/StepPanel')).StepPanel);

/** What removes something is asked about in place, and so is a permission of which the reason must be read first. */
const mustAsk = ({ risk, needs = [] }: FixFacts, lacking: readonly Need[]): boolean =>
  risk === 'destructive' || needs.some((need) => need === 'browsingData' && lacking.includes(need));

const SAFE: FixFacts = { risk: 'safe' };

export function FixItem(props: FixItemProps) {
  const { id, view, recommended, facts, lacking, onFix, onCancel } = props;
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const running = isRunning(view.run) && view.run.fix === id ? view.run : null;
  const fix = facts[id] ?? SAFE;
  const press = () => (mustAsk(fix, lacking) ? setAsking(true) : onFix(id));
  const answer = (yes: boolean) => {
    setAsking(false);
    button.current?.focus();
    if (yes) onFix(id);
  };
  return (
    <li data-fix={id} data-recommended={recommended ? '' : undefined} data-running={running ? '' : undefined}>
      <div class="fix-row">
        <button
          ref={button}
          type="button"
          class={lookOf(props, running)}
          aria-describedby={`effect-${id}`}
          // Not `disabled`: the button that was pressed keeps the focus.
          aria-disabled={isRunning(view.run) || asking ? 'true' : undefined}
          onClick={() => !isRunning(view.run) && !asking && press()}
        >
          <FixLabel id={id} run={view.run} now={props.now} />
        </button>
        {running && <Running run={running} onCancel={onCancel} />}
      </div>
      <Effect {...props} />
      {props.refused === id && (
        <p class="news" role="alert" data-result="failed">
          {failureWords('permission_refused')}
        </p>
      )}
      {asking && <Question fix={fix} lacking={lacking} onAnswer={answer} />}
      {running?.surface && (
        <StepPanel
          key={running.surface.index}
          step={running.surface.step}
          view={view}
          now={props.now}
          actions={props.steps}
          onCancel={onCancel}
        />
      )}
    </li>
  );
}

/** One thing to do: while a step waits for the user, that is its own button. */
function lookOf({ recommended, quiet }: FixItemProps, running: RunView | null): string {
  if (running?.surface) return 'title';
  if (!recommended) return 'plain';
  return quiet ? 'second' : 'primary';
}

const Running = ({ run, onCancel }: { run: RunView; onCancel: () => void }) => (
  <>
    {run.of > 1 && <span class="attempt">{t('run_attempt', run.attempt, run.of)}</span>}
    {run.surface === null && (
      <button type="button" class="plain" data-action="cancel" onClick={onCancel}>
        {t('action_cancel')}
      </button>
    )}
  </>
);

/** It didn't help against what is wrong now. */
const wasTried = ({ playbook }: TabView, id: FixId): boolean =>
  playbook?.tried.findLast(({ fix, verdict }) => fix === id && verdict === playbook.verdict)?.outcome ===
  'no-use';

/** What it will touch. The same fix does another thing for a page that failed. */
function Effect({ id, view, recommended, facts, lacking }: FixItemProps) {
  const ofPage = id === 'wait-and-retry' && view.failed === 'document';
  const asksFirst = facts[id]?.needs?.includes('notifications') && lacking.includes('notifications');
  return (
    <p class="effect" id={`effect-${id}`}>
      {recommended && view.draft !== null && <strong class="draft">{t('draft_saved')} </strong>}
      {ofPage ? t('fix_wait_and_retry_effect_page') : t(`fix_${snake(id)}_effect`)}
      {asksFirst && ` ${t('need_notifications')}`}
      {wasTried(view, id) && <span class="tried">{t('fix_tried')}</span>}
    </p>
  );
}
