import { t } from '@/utils/browser/i18n';
import type { StepProps } from '../props';
import { DoneButtons } from './DoneButtons';

/** Only the user has the files: their names are all that is kept. */
export const NameAttachments = ({
  names,
  actions,
  onCancel,
}: StepProps & { readonly names: readonly string[] }) => (
  <>
    <p>{t('step_name_attachments')}</p>
    <ul class="names">
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
    <DoneButtons actions={actions} onCancel={onCancel} />
  </>
);
