import { useEffect, useRef } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import { StepButtons } from './StepButtons';

interface ByHandProps {
  readonly text: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The browser didn't let us at the clipboard: the text is there, marked, for the user's own keys. */
export function ByHand({ text, onDone, onCancel }: ByHandProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <>
      <p role="alert">{t('step_copy_by_hand')}</p>
      <textarea
        ref={field}
        class="text"
        readOnly={true}
        rows={6}
        value={text}
        aria-label={t('step_text_label')}
      />
      <StepButtons action="step-done" label={t('action_done')} on={onDone} onCancel={onCancel} />
    </>
  );
}
