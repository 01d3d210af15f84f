import { useEffect, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { StepProps } from '../props';
import { ByHand } from './ByHand';
import { StepButtons } from './StepButtons';
import { useText } from './use-text';

/** All of it is shown before it goes anywhere; what becomes of it is the user's own doing. */
export function Report({ actions, onCancel }: StepProps) {
  const report = useText(actions, 'report');
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (report?.text === null) actions.ended('no_report');
  }, [report]);
  if (!report?.text)
    return (
      <>
        <p>{t('fix_contact_support_running')}</p>
        <StepButtons
          action="copy"
          label={t('action_copy_report')}
          off={true}
          on={() => undefined}
          onCancel={onCancel}
        />
      </>
    );
  const { text, name } = report;
  const done = () => actions.ended(null);
  if (refused) return <ByHand text={text} onDone={done} onCancel={onCancel} />;
  const copy = async () => ((await actions.copy(text)) ? done() : setRefused(true));
  const save = () => {
    actions.save(name ?? 'lifeline-report.md', text);
    done();
  };
  return (
    <>
      <p>
        {t('step_show_report')}{' '}
        <a class="link" href={actions.supportPage} target="_blank" rel="noreferrer">
          {t('step_support_page')}
        </a>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section class="text" tabIndex={0} aria-label={t('step_report_label')}>
        {text}
      </section>
      <StepButtons action="copy" label={t('action_copy_report')} on={() => void copy()} onCancel={onCancel}>
        <button type="button" class="second" data-action="save-report" onClick={save}>
          {t('action_save_report')}
        </button>
      </StepButtons>
    </>
  );
}
