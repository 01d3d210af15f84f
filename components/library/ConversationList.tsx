import { useEffect, useRef } from 'preact/hooks';
import { t } from '@/utils/browser/i18n';
import type { Row as RowFacts } from '@/utils/library/page/state';
import type { Clock } from '../format';
import { useListWindow } from './list-window';
import { Row } from './Row';

interface ListProps {
  readonly rows: readonly RowFacts[];
  readonly query: string;
  /** The list is narrowed to some chats. */
  readonly isFiltered: boolean;
  readonly openId: string | null;
  readonly clock: Clock;
  readonly onSaveCopy: (conversationId: string) => void;
  /** These rows came into view and don't know yet where their words stand. */
  readonly onSeen: (conversationIds: readonly string[]) => void;
}

/** As high as shelf.css makes them. */
const ROW_PX = 56;
const FOUND_ROW_PX = 76;

export function ConversationList(props: ListProps) {
  if (props.rows.length > 0) return <Rows {...props} />;
  return <p class="empty">{emptyWords(props)}</p>;
}

function emptyWords({ query, isFiltered }: ListProps): string {
  if (query.trim() !== '') return t('library_nothing_found', query.trim());
  return t(isFiltered ? 'library_nothing_filtered' : 'library_empty');
}

function Rows({ rows, query, openId, clock, onSaveCopy, onSeen }: ListProps) {
  const list = useRef<HTMLUListElement>(null);
  const isSearch = query.trim() !== '';
  const rowPx = isSearch ? FOUND_ROW_PX : ROW_PX;
  const { from, to } = useListWindow(list, rows.length, rowPx);
  const seen = rows.slice(from, to);
  useEffect(() => {
    const bare = seen.filter(({ hit }) => hit !== null && hit.excerpts.length + hit.titleMarks.length === 0);
    if (bare.length > 0) onSeen(bare.map(({ snapshot }) => snapshot.conversationId));
  }, [rows, from, to]);
  return (
    <ul
      ref={list}
      class="rows"
      data-search={isSearch}
      style={{
        paddingBlockStart: `${from * rowPx}px`,
        paddingBlockEnd: `${(rows.length - to) * rowPx}px`,
      }}
    >
      {seen.map((row, index) => (
        <Row
          key={row.snapshot.conversationId}
          row={row}
          isOpen={row.snapshot.conversationId === openId}
          clock={clock}
          place={{ number: from + index + 1, of: rows.length }}
          onSaveCopy={onSaveCopy}
        />
      ))}
    </ul>
  );
}
