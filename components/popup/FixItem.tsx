import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { FixId, Risk, RunView } from '@/utils/fixes/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { FixLabel } from '../FixLabel';
import { isRunning, snake } from '../words';

interface FixItemProps {
  readonly id: FixId;
  readonly recommended: boolean;
  /** Recommended, but not the thing to do right now. */
  readonly quiet: boolean;
  readonly risk: Risk;
  /** What failed last: the same fix does another thing for a page. */
  readonly failed: TabView['failed'];
  readonly run: RunView | null;
  readonly now: number;
  /** Said with what it touches: the message is safe. */
  readonly draftIsSaved: boolean;
  readonly onFix: (id: FixId) => void;
  readonly onCancel: () => void;
}

export function FixItem(props: FixItemProps) {
  const { id, recommended, quiet, risk, run, now, onFix, onCancel } = props;
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const effectId = `effect-${id}`;
  const running = isRunning(run) && run.fix === id;
  const press = () => (risk === 'destructive' ? setAsking(true) : onFix(id));
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
          class={recommended && !quiet ? 'primary' : recommended ? 'second' : 'plain'}
          aria-describedby={effectId}
          // Not `disabled`: the button that was pressed keeps the focus.
          aria-disabled={isRunning(run) || asking ? 'true' : undefined}
          onClick={() => !isRunning(run) && !asking && press()}
        >
          <FixLabel id={id} run={run} now={now} />
        </button>
        {running && run.of > 1 && <span class="attempt">{t('run_attempt', run.attempt, run.of)}</span>}
        {running && (
          <button type="button" class="plain" data-action="cancel" onClick={onCancel}>
            {t('action_cancel')}
          </button>
        )}
      </div>
      <p class="effect" id={effectId}>
        {props.draftIsSaved && <strong class="draft">{t('draft_saved')} </strong>}
        {id === 'wait-and-retry' && props.failed === 'document'
          ? t('fix_wait_and_retry_effect_page')
          : t(`fix_${snake(id)}_effect`)}
      </p>
      {asking && <Question onAnswer={answer} />}
    </li>
  );
}

/** Asked in place. The focus goes to the answer that changes nothing. */
function Question({ onAnswer }: { onAnswer: (yes: boolean) => void }) {
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  return (
    <fieldset class="question">
      <legend>{t('confirm_question')}</legend>
      <button type="button" class="second" data-action="confirm" onClick={() => onAnswer(true)}>
        {t('action_confirm')}
      </button>
      <button ref={no} type="button" class="second" data-action="cancel" onClick={() => onAnswer(false)}>
        {t('action_cancel')}
      </button>
    </fieldset>
  );
}
