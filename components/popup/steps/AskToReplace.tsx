import { t } from '@/utils/browser/i18n';
import type { StepProps } from '../props';
import { StepButtons } from './StepButtons';

/** Other text stands in the message box: it is the user's too. */
export const AskToReplace = ({ actions, onCancel }: StepProps) => (
  <>
    <p>{t('step_ask_to_replace')}</p>
    <StepButtons
      action="confirm"
      label={t('action_replace')}
      on={() => actions.ended(null)}
      cancel={t('action_keep')}
      onCancel={onCancel}
    />
  </>
);
