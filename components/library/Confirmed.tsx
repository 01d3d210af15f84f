import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';

interface ConfirmedProps {
  /** `data-action` of the button. */
  readonly action: string;
  readonly label: string;
  readonly question: string;
  readonly isOff?: boolean;
  /** Arrives only after its confirmation. */
  readonly onConfirmed: () => void;
}

/** Asked in place. The focus goes to the answer that changes nothing, and back. */
export function Confirmed({ action, label, question, isOff = false, onConfirmed }: ConfirmedProps) {
  const [asking, setAsking] = useState<'none' | 'asked' | 'answered'>('none');
  const no = useRef<HTMLButtonElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking === 'asked') no.current?.focus();
    if (asking === 'answered') button.current?.focus();
  }, [asking]);
  const answer = (yes: boolean): void => {
    setAsking('answered');
    if (yes) onConfirmed();
  };
  if (asking !== 'asked')
    return (
      <button
        ref={button}
        type="button"
        class="button"
        data-action={action}
        // Not `disabled`: after the answer the focus comes back here.
        aria-disabled={isOff ? 'true' : undefined}
        onClick={() => !isOff && setAsking('asked')}
      >
        {label}
      </button>
    );
  return (
    <fieldset class="question">
      <legend>{question}</legend>
      <button type="button" class="button" data-action="confirm" onClick={() => answer(true)}>
        {t('action_confirm')}
      </button>
      <button ref={no} type="button" class="button" data-action="cancel" onClick={() => answer(false)}>
        {t('action_cancel')}
      </button>
    </fieldset>
  );
}
