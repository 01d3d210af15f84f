import { t } from '@/utils/browser/i18n';
import type { News } from '@/utils/library/page/state';

/** How the last click ended, in a sentence. */
export function newsWords(news: News): string {
  switch (news.kind) {
    case 'copy-saved':
      return t('library_copy_saved');
    case 'copy-failed':
      return t('library_copy_failed');
    case 'copy-empty':
      return t('library_copy_empty');
    case 'files-failed':
      return t('library_files_failed');
    case 'full':
      return t('library_full');
    case 'deleted':
      return t('library_deleted');
    case 'delete-busy':
      return t('library_delete_busy');
    case 'not-deleted':
      return t('drafts_not_deleted');
    case 'files-kept':
      return news.missing === 0
        ? t('library_files_kept', news.kept)
        : t('library_files_kept_partly', news.kept, news.missing);
  }
}
