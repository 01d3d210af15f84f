import { t } from '@/utils/browser/i18n';
import type { Line } from '@/utils/export/turns';
import type { Reading } from '@/utils/library/page-state';
import { type Clock, clockTime } from '../format';
import { TurnView } from './TurnView';

interface ReaderProps {
  readonly reading: Reading | null;
  /** There is nothing to choose from. */
  readonly isEmpty: boolean;
  readonly clock: Clock;
  readonly onSaveCopy: (conversationId: string) => void;
}

/** Text only: nothing from a conversation becomes markup here. */
export function Reader({ reading, isEmpty, clock, onSaveCopy }: ReaderProps) {
  if (reading === null) return isEmpty ? null : <p class="empty">{t('library_pick')}</p>;
  return (
    <article>
      <a class="back" href="#list">
        {t('library_back')}
      </a>
      {reading.state === 'gone' && <p class="empty">{t('library_gone')}</p>}
      {reading.state !== 'gone' && <Head reading={reading} clock={clock} onSaveCopy={onSaveCopy} />}
      {reading.state === 'unreadable' && <p class="empty">{t('library_unreadable')}</p>}
      {reading.state === 'open' &&
        reading.lines.map((line, index) => <LineView key={index} line={line} clock={clock} />)}
    </article>
  );
}

interface HeadProps extends Pick<ReaderProps, 'clock' | 'onSaveCopy'> {
  readonly reading: Exclude<Reading, { state: 'gone' }>;
}

function Head({ reading: { snapshot }, clock, onSaveCopy }: HeadProps) {
  const { conversationId, title, model, messageCount, capturedAt, whole } = snapshot;
  return (
    <header class="head">
      <h2>{title || t('library_untitled')}</h2>
      <p class="quiet">
        {[
          t('library_messages', messageCount),
          ...(model ? [model] : []),
          t('library_saved', clockTime(capturedAt, clock)),
          ...(whole ? [] : [t('library_partial')]),
        ].join(' · ')}
      </p>
      <div class="actions">
        <button
          type="button"
          class="button"
          data-action="save-copy"
          onClick={() => onSaveCopy(conversationId)}
        >
          {t('library_save_copy')}
        </button>
        <a
          class="link"
          href={`https://claude.ai/chat/${encodeURIComponent(conversationId)}`}
          target="_blank"
          rel="noreferrer"
        >
          {t('library_open_on_claude')}
        </a>
      </div>
    </header>
  );
}

function LineView({ line: { forkedFrom, turns }, clock }: { line: Line; clock: Clock }) {
  const words = forkedFrom === 0 ? t('library_beginning') : t('library_branch', forkedFrom ?? 0);
  return (
    <>
      {forkedFrom !== null && <h3 class="branch">{words}</h3>}
      {turns.map((turn) => (
        <TurnView key={turn.id} turn={turn} clock={clock} />
      ))}
    </>
  );
}
