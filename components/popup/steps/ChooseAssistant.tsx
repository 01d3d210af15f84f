import { useState } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { StepProps } from '../props';

/** "example.com" is one too; anything but https isn't. */
export function addressOf(typed: string): string | null {
  const words = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, href } = new URL(address);
  return protocol === 'https:' && hostname.includes('.') ? href : null;
}

/** The user's own choice, kept for the next time. */
export function ChooseAssistant({ actions, onCancel }: StepProps) {
  const [isBad, setBad] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement).get('address');
    const address = addressOf(typeof typed === 'string' ? typed : '');
    setBad(address === null);
    if (address !== null) actions.chooseAssistant(address);
  };
  return (
    <>
      <p>{t('step_choose_assistant')}</p>
      <ul class="choices">
        {actions.assistants.map(({ name, url }) => (
          <li key={url}>
            <button
              type="button"
              class="second"
              data-assistant={url}
              onClick={() => actions.chooseAssistant(url)}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      <form class="own" onSubmit={submit}>
        <label>
          {t('step_assistant_own')}
          <input
            name="address"
            type="text"
            inputMode="url"
            placeholder="https://"
            aria-invalid={isBad ? 'true' : undefined}
            aria-describedby={isBad ? 'own-problem' : undefined}
          />
        </label>
        <button type="submit" class="second">
          {t('action_open')}
        </button>
      </form>
      {isBad && (
        <p id="own-problem" role="alert">
          {t('step_assistant_bad')}
        </p>
      )}
      <div class="step-buttons">
        <button type="button" class="plain" data-action="step-done" onClick={() => actions.ended(null)}>
          {t('step_assistant_none')}
        </button>
        <button type="button" class="plain" data-action="cancel" onClick={onCancel}>
          {t('action_cancel')}
        </button>
      </div>
    </>
  );
}
