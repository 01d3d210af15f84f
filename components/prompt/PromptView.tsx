import { t } from '@/utils/browser/i18n';
import { SEVERITIES } from '@/utils/diagnosis/severity';
import type { FixId, RunView } from '@/utils/fixes/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { FixLabel } from '../FixLabel';
import { Mark } from '../Mark';
import { isRunning, pageRetryWords, snake, spokenRun } from '../words';
import { ownPress } from './own-press';
import { promptSentence } from './sentence';

export interface PromptProps {
  readonly view: TabView;
  /** Epoch ms. */
  readonly now: number;
  /** BCP 47, for times. */
  readonly locale: string;
  /** Fixes that are begun in the popup: there is room to name what goes, and a browser lets us ask for a permission. */
  readonly inPopup: readonly FixId[];
  readonly onFix: (id: FixId) => void;
  readonly onCancel: () => void;
  /** The step that waits for the user is over. */
  readonly onStep: () => void;
  /** Opens the popup. */
  readonly onMore: () => void;
  readonly onDismiss: () => void;
}

/** What a step asks of the user; what needs more room than there is stands in the popup. */
function stepWords({ surface, fix }: RunView): string {
  if (surface === null) return '';
  const { step } = surface;
  if (step.verb === 'ask-to-replace') return t('step_ask_to_replace');
  if (step.verb === 'name-attachments') return `${t('step_name_attachments')} ${step.names.join(', ')}`;
  return t('run_your_turn', t(`fix_${snake(fix)}_title`));
}

/** The second line, by sentences: what has happened or what the page is doing by itself, and that the work is safe. */
function secondLine(view: TabView): string[] {
  const { run, pageRetry, draft, halfAnswer } = view;
  const half = halfAnswer === null ? '' : t('half_kept');
  const safe = draft === null ? half : t('draft_saved');
  if (isRunning(run)) return [stepWords(run) || safe];
  // Above it stands that Claude works again.
  const isSaid = run?.fix === 'wait-and-retry' && run.state === 'done';
  const own = isSaid ? '' : spokenRun(run);
  const news = pageRetry === null ? own : pageRetryWords(pageRetry);
  return [news, safe];
}

export function PromptView(props: PromptProps) {
  const { view, now, locale } = props;
  const { key, values } = promptSentence(view, { now, locale });
  const { run } = view;
  const sentence = t(key, ...values);
  const second = secondLine(view).filter((one) => one !== '');
  const spoken = isRunning(run) && run.surface === null ? spokenRun(run) : '';
  return (
    <section
      class="prompt"
      data-verdict={view.verdict.id}
      data-confidence={view.verdict.confidence}
      aria-label={t('extName')}
      lang={t('lang')}
      onKeyDown={(event) => event.isTrusted && event.key === 'Escape' && props.onDismiss()}
    >
      <Mark severity={SEVERITIES[view.verdict.id]} />
      {/* An alert: a status that comes with its words is passed over. What stays isn't said again, what changes is said whole. */}
      <div class="text" role="alert" aria-atomic="false">
        <p key={sentence} class="sentence">
          {sentence}
        </p>
        {second.length > 0 && (
          <p class="second-line">
            {second.map((one) => (
              <span key={one}>{one} </span>
            ))}
          </p>
        )}
        {spoken !== '' && (
          <p key={spoken} class="unseen">
            {spoken}
          </p>
        )}
      </div>
      <button
        type="button"
        class="close"
        data-action="dismiss"
        aria-label={t('prompt_dismiss')}
        {...ownPress(props.onDismiss)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <path d="M4 4l8 8M12 4l-8 8" />
        </svg>
      </button>
      <Row {...props} />
    </section>
  );
}

function Row({ view, now, inPopup, onFix, onCancel, onMore, onStep }: PromptProps) {
  const running = isRunning(view.run) ? view.run : null;
  const verb = running?.surface?.step.verb;
  if (verb === 'ask-to-replace' || verb === 'name-attachments')
    return <Answer asks={verb === 'ask-to-replace'} onStep={onStep} onCancel={onCancel} onMore={onMore} />;
  const fix = running?.fix ?? view.fixes[0];
  const press = (id: FixId) => {
    if (verb !== undefined || (running === null && inPopup.includes(id))) onMore();
    else if (running === null) onFix(id);
  };
  return (
    <div class="row">
      {fix !== undefined && (
        <button
          type="button"
          class={view.pageRetry !== null && running === null ? 'second' : 'primary'}
          data-fix={fix}
          data-recommended={fix === view.fixes[0] ? '' : undefined}
          aria-disabled={running === null || verb !== undefined ? undefined : 'true'}
          {...ownPress(() => press(fix))}
        >
          {verb === undefined ? <FixLabel id={fix} run={view.run} now={now} /> : t('action_go_on')}
        </button>
      )}
      {running !== null && (
        <button type="button" class="plain" data-action="cancel" {...ownPress(onCancel)}>
          {t('action_cancel')}
        </button>
      )}
      <button type="button" class="plain" data-action="more" {...ownPress(onMore)}>
        {t(fix === undefined ? 'prompt_details' : 'prompt_more')}
      </button>
    </div>
  );
}

type AnswerProps = Pick<PromptProps, 'onStep' | 'onCancel' | 'onMore'> & { readonly asks: boolean };

/** Of a step that fits in here. */
const Answer = ({ asks, onStep, onCancel, onMore }: AnswerProps) => (
  <div class="row">
    <button type="button" class="primary" data-action={asks ? 'confirm' : 'step-done'} {...ownPress(onStep)}>
      {t(asks ? 'action_replace' : 'action_done')}
    </button>
    {asks && (
      <button type="button" class="plain" data-action="cancel" {...ownPress(onCancel)}>
        {t('action_keep')}
      </button>
    )}
    <button type="button" class="plain" data-action="more" {...ownPress(onMore)}>
      {t('prompt_more')}
    </button>
  </div>
);
