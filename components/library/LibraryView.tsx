import { useMemo } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { News } from '@/utils/library/page-state';
import { BackupPanel } from './BackupPanel';
import { ConversationList } from './ConversationList';
import { LibraryHeader } from './LibraryHeader';
import { LibraryNav } from './LibraryNav';
import type { LibraryProps } from './props';
import { Reader } from './Reader';
import './LibraryView.css';

export function LibraryView(props: LibraryProps) {
  const { rows, query, reading, clock, onSaveCopy } = props;
  const openId = reading && reading.state !== 'gone' ? reading.snapshot.conversationId : null;
  // The same element again while only the progress moves: a thousand rows are not compared at every step.
  const list = useMemo(
    () =>
      rows && (
        <ConversationList rows={rows} query={query} openId={openId} clock={clock} onSaveCopy={onSaveCopy} />
      ),
    [rows, query, openId],
  );
  const isEmpty = props.use.conversations === 0;
  const reader = useMemo(
    () => <Reader reading={reading} isEmpty={isEmpty} clock={clock} onSaveCopy={onSaveCopy} />,
    [reading, isEmpty],
  );
  return (
    <div class="library" data-reading={reading !== null}>
      <LibraryNav view="library" />
      <LibraryHeader {...props} />
      <BackupPanel {...props} />
      <p class="news" role="status">
        {props.news && newsWords(props.news)}
      </p>
      <main class="panes">
        <nav class="shelf" aria-label={t('library_list_label')}>
          <input
            type="search"
            value={query}
            aria-label={t('library_search')}
            placeholder={t('library_search')}
            onInput={(event) => props.onSearch(event.currentTarget.value)}
          />
          {list}
        </nav>
        <div class="desk">{reader}</div>
      </main>
    </div>
  );
}

function newsWords(news: News): string {
  switch (news.kind) {
    case 'copy-saved':
      return t('library_copy_saved');
    case 'copy-failed':
      return t('library_copy_failed');
    case 'import-failed':
      return t('library_import_failed');
    case 'imported':
      return t('library_imported', news.conversations);
  }
}
