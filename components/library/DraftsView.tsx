import { t } from '@/utils/browser/i18n';
import { chatAddress } from '@/utils/claude/addresses';
import type { KeptRow } from '@/utils/drafts/types';
import { age, type Clock, isoTime, list } from '../format';
import { Confirmed } from './Confirmed';
import { LibraryNav } from './LibraryNav';
import './LibraryView.css';

export interface DraftsState {
  /** null until they have been read. */
  readonly rows: readonly KeptRow[] | null;
  /** A newer version of the extension has written some of them. */
  readonly isNewer?: boolean;
  /** How the last click ended. */
  readonly news: 'copied' | 'not-copied' | 'deleted' | 'not-deleted' | null;
}

export interface DraftsProps extends DraftsState {
  readonly clock: Clock;
  readonly onCopy: (row: KeptRow) => void;
  /** Arrives only after its confirmation. */
  readonly onDelete: (row: KeptRow) => void;
}

const NEWS = {
  copied: 'drafts_copied',
  'not-copied': 'drafts_not_copied',
  deleted: 'drafts_deleted',
  'not-deleted': 'drafts_not_deleted',
} as const;

const KINDS = { typing: 'drafts_typing', sent: 'drafts_sent', half: 'drafts_half' } as const;

/** What was typed and not answered, and what had arrived of an answer. */
export function DraftsView({ rows, isNewer, news, ...props }: DraftsProps) {
  return (
    <div class="library sheet drafts">
      <LibraryNav view="drafts" />
      <header class="top">
        <div>
          <h1 tabIndex={-1}>{t('drafts_title')}</h1>
          <p class="quiet">{t('drafts_hint')}</p>
        </div>
      </header>
      <p class="news" role="status" data-news={news}>
        {news && t(NEWS[news])}
      </p>
      <main>
        {isNewer && <p data-newer>{t('stored_newer')}</p>}
        {rows?.length === 0 && <p class="empty">{t('drafts_empty')}</p>}
        {rows !== null && rows.length > 0 && (
          <ul class="kept">
            {rows.map((row) => (
              <KeptItem key={`${row.id.what} ${row.id.name}`} {...props} row={row} />
            ))}
          </ul>
        )}
      </main>
    </div>
  );
}

function KeptItem({ row, clock, onCopy, onDelete }: Omit<DraftsProps, keyof DraftsState> & { row: KeptRow }) {
  const { kind, text, attachments, conversationId, isPrivate, at } = row;
  return (
    <li data-kept={kind}>
      <p class="quiet">
        <strong>{t(KINDS[kind])}</strong>
        {' · '}
        {conversationId === null ? (
          t('drafts_new_chat')
        ) : (
          <a href={chatAddress(conversationId)} target="_blank" rel="noreferrer">
            {t('drafts_chat')}
          </a>
        )}
        {isPrivate && ` · ${t('drafts_private')}`}
        {' · '}
        <time datetime={isoTime(at)}>{age(at, clock)}</time>
      </p>
      {text !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, and keys have to reach it.
        <pre tabIndex={0} dir="auto">
          {text}
        </pre>
      )}
      {attachments.length > 0 && <p>{t('drafts_files', list(attachments, t('lang')))}</p>}
      <div class="actions">
        {text !== '' && (
          <button type="button" class="button" data-action="copy" onClick={() => onCopy(row)}>
            {t('drafts_copy')}
          </button>
        )}
        <Confirmed
          action="delete"
          label={t('drafts_delete')}
          question={t('drafts_delete_question')}
          onConfirmed={() => onDelete(row)}
        />
      </div>
    </li>
  );
}
