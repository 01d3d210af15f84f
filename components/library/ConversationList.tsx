import { t } from '@/utils/browser/i18n';
import type { Snapshot } from '@/utils/library/types';
import { age, type Clock, isoTime } from '../format';

interface ListProps {
  readonly rows: readonly Snapshot[];
  readonly query: string;
  readonly openId: string | null;
  readonly clock: Clock;
  readonly onSaveCopy: (conversationId: string) => void;
}

export function ConversationList({ rows, query, openId, clock, onSaveCopy }: ListProps) {
  if (rows.length === 0) {
    return (
      <p class="empty">
        {query.trim() === '' ? t('library_empty') : t('library_nothing_found', query.trim())}
      </p>
    );
  }
  return (
    <ul class="rows">
      {rows.map((row) => (
        <Row
          key={row.conversationId}
          row={row}
          isOpen={row.conversationId === openId}
          clock={clock}
          onSaveCopy={onSaveCopy}
        />
      ))}
    </ul>
  );
}

interface RowProps extends Pick<ListProps, 'clock' | 'onSaveCopy'> {
  readonly row: Snapshot;
  readonly isOpen: boolean;
}

function Row({ row, isOpen, clock, onSaveCopy }: RowProps) {
  const title = row.title || t('library_untitled');
  return (
    <li class="row" data-conversation={row.conversationId}>
      <a href={`#${row.conversationId}`} aria-current={isOpen ? 'page' : undefined}>
        <span class="title">{title}</span>
        <span class="quiet">
          {t('library_messages', row.messageCount)}
          {' · '}
          <time datetime={isoTime(row.capturedAt)}>{t('library_saved', age(row.capturedAt, clock))}</time>
          {!row.whole && ` · ${t('library_partial')}`}
        </span>
      </a>
      <button
        type="button"
        class="icon"
        data-action="save-copy"
        title={t('library_save_copy')}
        aria-label={t('library_save_copy_of', title)}
        onClick={() => onSaveCopy(row.conversationId)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <path d="M8 2v8M4.5 7L8 10.5L11.5 7M2.5 13.5h11" />
        </svg>
      </button>
    </li>
  );
}
