import { t } from '@/utils/browser/i18n';
import type { StepProps } from '../props';
import { StepButtons } from './StepButtons';

/** What was shown has been read. */
export const DoneButtons = ({ actions, onCancel }: Pick<StepProps, 'actions' | 'onCancel'>) => (
  <StepButtons
    action="step-done"
    label={t('action_done')}
    on={() => actions.ended(null)}
    onCancel={onCancel}
  />
);
