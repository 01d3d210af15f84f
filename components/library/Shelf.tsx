import { useMemo } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import { ConversationList } from './ConversationList';
import { Filters } from './Filters';
import type { LibraryProps } from './props';

/** The list, and what narrows it. */
export function Shelf(props: LibraryProps) {
  const { rows, query, reading, filters, choices, clock, use } = props;
  const openId = reading && reading.state !== 'gone' ? reading.snapshot.conversationId : null;
  const isFiltered = Object.values(filters).some((value) => value !== '');
  // The same element again while only the progress moves: a thousand rows are not compared at every step.
  const list = useMemo(
    () => rows && <ConversationList {...props} rows={rows} isFiltered={isFiltered} openId={openId} />,
    [rows, query, openId, clock.now - (clock.now % 60_000)],
  );
  const isNarrowed = isFiltered || query.trim() !== '';
  return (
    <nav class="shelf scroller" aria-label={t('library_list_label')}>
      <div class="seek">
        <input
          type="search"
          value={query}
          aria-label={t('library_search')}
          placeholder={t('library_search')}
          onInput={(event) => props.onSearch(event.currentTarget.value)}
        />
        {use.conversations > 0 && <Filters filters={filters} choices={choices} onFilter={props.onFilter} />}
        <p class="tally quiet" role="status">
          {rows && isNarrowed && rows.length > 0 && t('library_found', rows.length, use.conversations)}
        </p>
        {rows && isNarrowed && rows.length > 0 && (
          <button
            type="button"
            class="plain-button"
            data-action="save-found"
            onClick={() => props.onSaveSome(rows.map(({ snapshot }) => snapshot.conversationId))}
          >
            {t('library_save_found')}
          </button>
        )}
      </div>
      {list}
    </nav>
  );
}
