import { useEffect, useRef } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { Need } from '@/utils/fixes/types';
import type { FixFacts } from './props';
import { Touched } from './Touched';

interface FixQuestionProps {
  readonly fix: FixFacts;
  readonly lacking: readonly Need[];
  readonly onAnswer: (yes: boolean) => void;
}

/** Asked in place: what goes, what stays, and why the browser will ask too. The focus goes to the answer that changes nothing. */
export function FixQuestion({ fix, lacking, onAnswer }: FixQuestionProps) {
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  const removes = fix.risk === 'destructive';
  const asks = fix.needs?.includes('browsingData') && lacking.includes('browsingData');
  return (
    <fieldset class={removes ? 'question removes' : 'question'}>
      <legend>{t(removes ? 'confirm_question' : 'confirm_permission')}</legend>
      <Touched fix={fix} />
      {asks && <p class="need">{t('need_browsing_data')}</p>}
      <button type="button" class="second" data-action="confirm" onClick={() => onAnswer(true)}>
        {t(removes ? 'action_confirm' : 'action_go_on')}
      </button>
      <button ref={no} type="button" class="second" data-action="cancel" onClick={() => onAnswer(false)}>
        {t('action_cancel')}
      </button>
    </fieldset>
  );
}
