import { t } from '@/utils/browser/i18n';
import { failureWords } from '../words';
import type { BackupOutcome } from './props';

/** The sentence for the backup that ended last; '' when the age beside "Backup" says it all. */
export function spokenOutcome(outcome: BackupOutcome | null): string {
  if (outcome === null) return '';
  if (outcome.problem !== null) return failureWords(outcome.problem);
  if (outcome.what === 'all') return t('backup_all_done');
  if (outcome.what === 'half') return t('half_copied');
  return outcome.what === 'copy' ? t('backup_copy_done') : '';
}
