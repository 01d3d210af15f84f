import { t } from '@/utils/browser/i18n';
import { chatAddress } from '@/utils/claude/addresses';
import type { OpenReading, Reading } from '@/utils/library/page/state';
import { type Clock, clockTime } from '../format';
import { DeleteChat } from './DeleteChat';
import { ExportChoice } from './ExportChoice';
import type { LibraryProps } from './props';
import { Switch } from './Switch';
import { sourceWords } from './source-words';
import { VersionsView } from './VersionsView';

export interface HeadProps
  extends Pick<
    LibraryProps,
    | 'formats'
    | 'onSaveCopy'
    | 'onCarryOver'
    | 'onExport'
    | 'onLeaveOut'
    | 'leftOut'
    | 'automatic'
    | 'onDelete'
    | 'fetchingFiles'
  > {
  readonly reading: Exclude<Reading, { state: 'gone' }>;
  readonly isBusy: boolean;
  readonly clock: Clock;
}

export function ReaderHead(props: HeadProps) {
  const { reading, clock, leftOut } = props;
  const { snapshot, goneAt, versions, isBest } = reading;
  const { conversationId, title } = snapshot;
  return (
    <header class="head">
      <h2 tabIndex={-1}>{title || t('library_untitled')}</h2>
      <p class="quiet">{factWords(reading, clock)}</p>
      <p class="source" data-source={snapshot.source} data-whole={snapshot.whole}>
        {sourceWords(snapshot)}
      </p>
      {goneAt !== null && (
        <p class="notice" data-gone>
          {t('library_gone_words', clockTime(goneAt, clock))}
        </p>
      )}
      {!isBest && (
        <p class="notice">
          {t('library_older_version')}{' '}
          <a class="link" href={`#${conversationId}`}>
            {t('library_best_version')}
          </a>
        </p>
      )}
      <Actions {...props} />
      <VersionsView versions={versions} snapshot={snapshot} clock={clock} />
      <div class="keeping">
        {props.automatic && goneAt === null && (
          <Switch
            id="keepThisChat"
            label={t('library_keep_chat')}
            on={!leftOut.includes(conversationId)}
            onChange={(on) => props.onLeaveOut(conversationId, !on)}
          />
        )}
        <DeleteChat
          key={conversationId}
          conversationId={conversationId}
          isBusy={props.isBusy || props.fetchingFiles === conversationId}
          onDelete={props.onDelete}
        />
      </div>
    </header>
  );
}

function factWords(reading: HeadProps['reading'], clock: Clock): string {
  const { snapshot } = reading;
  const project = (reading as Partial<OpenReading>).projectName;
  return [
    t('library_messages', snapshot.messageCount),
    ...(snapshot.model ? [snapshot.model] : []),
    ...(project ? [project] : []),
    t('library_saved', clockTime(snapshot.capturedAt, clock)),
  ].join(' · ');
}

function Actions({ reading, formats, isBusy, onSaveCopy, onCarryOver, onExport }: HeadProps) {
  const { state, snapshot } = reading;
  const { conversationId } = snapshot;
  return (
    <div class="actions">
      <button type="button" class="button" data-action="save-copy" onClick={() => onSaveCopy(conversationId)}>
        {t('library_save_copy')}
      </button>
      {state === 'open' && (
        <button
          type="button"
          class="button"
          data-action="carry-over"
          onClick={() => onCarryOver(conversationId)}
        >
          {t('library_carry_over')}
        </button>
      )}
      {state === 'open' && (
        <ExportChoice
          formats={formats}
          isBusy={isBusy}
          onExport={(format) => onExport([conversationId], format)}
        />
      )}
      <a class="link" href={chatAddress(conversationId)} target="_blank" rel="noreferrer">
        {t('library_open_on_claude')}
      </a>
    </div>
  );
}
