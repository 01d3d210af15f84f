import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';

interface ConfirmedProps {
  /** `data-action` of the button. */
  readonly action: string;
  readonly label: string;
  readonly question: string;
  readonly isOff?: boolean;
  /** What can't be had back: said on the answer itself, and set apart. */
  readonly danger?: string;
  /** Looks like a link: for what is seldom needed. */
  readonly isPlain?: boolean;
  /** What is chosen along with the answer. */
  readonly children?: ComponentChildren;
  /** Arrives only after its confirmation. */
  readonly onConfirmed: () => void;
}

/** Asked in place. The focus goes to the answer that changes nothing, and back. */
export function Confirmed({ action, label, isOff = false, isPlain = false, ...asked }: ConfirmedProps) {
  const [asking, setAsking] = useState<'none' | 'asked' | 'answered'>('none');
  const no = useRef<HTMLButtonElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking === 'asked') no.current?.focus();
    if (asking === 'answered') button.current?.focus();
  }, [asking]);
  const answer = (yes: boolean): void => {
    setAsking('answered');
    if (yes) asked.onConfirmed();
  };
  if (asking !== 'asked')
    return (
      <button
        ref={button}
        type="button"
        class={isPlain ? 'plain-button' : 'button'}
        data-action={action}
        // Not `disabled`: after the answer the focus comes back here.
        aria-disabled={isOff ? 'true' : undefined}
        onClick={() => !isOff && setAsking('asked')}
      >
        {label}
      </button>
    );
  const { question, danger, children } = asked;
  return (
    <fieldset class="question" data-danger={danger !== undefined}>
      <legend>{question}</legend>
      {children}
      <button
        type="button"
        class={danger === undefined ? 'button' : 'button danger'}
        data-action="confirm"
        onClick={() => answer(true)}
      >
        {danger ?? t('action_confirm')}
      </button>
      <button ref={no} type="button" class="button" data-action="cancel" onClick={() => answer(false)}>
        {t('action_cancel')}
      </button>
    </fieldset>
  );
}
