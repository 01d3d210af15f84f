import { t } from '@/utils/browser/i18n';
import type { Row as RowFacts } from '@/utils/library/page/state';
import type { Excerpt } from '@/utils/library/search/search-types';
import { age, type Clock, isoTime } from '../format';
import { Marks } from './Marks';

export interface RowProps {
  readonly row: RowFacts;
  readonly isOpen: boolean;
  readonly clock: Clock;
  /** Its place in the whole list, of which only a part may stand in the page. */
  readonly place: { readonly number: number; readonly of: number };
  readonly onSaveCopy: (conversationId: string) => void;
}

export function Row({ row: { snapshot, goneAt, hit }, isOpen, clock, place, onSaveCopy }: RowProps) {
  const title = snapshot.title || t('library_untitled');
  const [excerpt] = hit?.excerpts ?? [];
  return (
    <li
      class="row"
      data-conversation={snapshot.conversationId}
      aria-setsize={place.of}
      aria-posinset={place.number}
    >
      <a href={`#${snapshot.conversationId}`} aria-current={isOpen ? 'page' : undefined}>
        <span class="title">
          <Marks text={title} marks={snapshot.title === '' ? [] : (hit?.titleMarks ?? [])} />
        </span>
        {hit && <span class="excerpt">{excerpt && <Marks {...near(excerpt)} />}</span>}
        <span class="quiet">
          {goneAt !== null && <strong class="tag">{t('library_gone_upstream')}</strong>}
          {!snapshot.whole && <strong class="tag">{t('library_partial')}</strong>}
          {t('library_messages', snapshot.messageCount)}
          {' · '}
          <time datetime={isoTime(snapshot.capturedAt)}>
            {t('library_saved', age(snapshot.capturedAt, clock))}
          </time>
        </span>
      </a>
      <button
        type="button"
        class="icon"
        data-action="save-copy"
        title={t('library_save_copy')}
        aria-label={t('library_save_copy_of', title)}
        onClick={() => onSaveCopy(snapshot.conversationId)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <path d="M8 2v8M4.5 7L8 10.5L11.5 7M2.5 13.5h11" />
        </svg>
      </button>
    </li>
  );
}

/** Characters before the first hit: in a narrow column more would push it out of sight. */
const LEAD = 16;

function near({ text, marks }: Excerpt): Excerpt {
  const cut = (marks[0]?.[0] ?? 0) - LEAD;
  if (cut <= 1) return { text, marks };
  return { text: `…${text.slice(cut)}`, marks: marks.map(([from, to]) => [from - cut + 1, to - cut + 1]) };
}
