import { useMemo } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import { BackupPanel } from './BackupPanel';
import { byteSize } from './byte-size';
import { ConversationList } from './ConversationList';
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
      <Header {...props} />
      <BackupPanel {...props} />
      <p class="news" role="status">
        {props.news && t(props.news === 'copy-saved' ? 'library_copy_saved' : 'library_copy_failed')}
      </p>
      <div class="panes">
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
        <main class="desk">{reader}</main>
      </div>
    </div>
  );
}

function Header({ use, clock, backup, onBackUpAll, onSaveAll }: LibraryProps) {
  const isBusy = backup?.state === 'listing' || backup?.state === 'running' || backup?.state === 'paused';
  const isEmpty = use.conversations === 0;
  return (
    <header class="top">
      <div>
        <h1>{t('library_title')}</h1>
        {!isEmpty && (
          <p class="quiet">{t('library_use', use.conversations, byteSize(use.bytes, clock.locale))}</p>
        )}
      </div>
      <div class="actions">
        <button type="button" class="button" data-action="save-copy" disabled={isEmpty} onClick={onSaveAll}>
          {t('library_save_all')}
        </button>
        <button
          type="button"
          class="button primary"
          data-action="back-up-all"
          disabled={isBusy}
          onClick={onBackUpAll}
        >
          {t('library_back_up_all')}
        </button>
      </div>
    </header>
  );
}
