import { t } from '@/utils/browser/i18n';
import type { Settings } from '@/utils/settings/types';
import { Switch } from './Switch';

interface AutomaticBackupProps {
  readonly settings: Settings;
  readonly onSave: (change: Partial<Settings>) => void;
}

/** Whether each chat is kept after its answer. */
export const AutomaticBackup = ({ settings, onSave }: AutomaticBackupProps) => (
  <Switch
    id="automaticBackup"
    label={t('settings_automatic_backup')}
    on={settings.automaticBackup}
    onChange={(automaticBackup) => onSave({ automaticBackup })}
  >
    {t('settings_automatic_backup_hint')}
  </Switch>
);
