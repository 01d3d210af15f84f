import { t } from '@/utils/browser/i18n';
import type { Snapshot } from '@/utils/library/types';
import type { TabView } from '@/utils/messaging/tab-view';
import { age, type Clock, clockTime, isoTime } from '../format';
import { snake } from '../words';
import { Action } from './Action';
import type { Busy, PopupProps } from './props';
import { spokenOutcome } from './spoken-outcome';

type Callbacks = Pick<PopupProps, 'onBackUpChat' | 'onBackUpAll' | 'onSaveCopy' | 'onCopyHalf'>;

interface BackupRowProps extends Callbacks {
  readonly view: TabView;
  readonly clock: Clock;
  readonly busy: Busy;
}

export function BackupRow({ view, clock, busy, ...callbacks }: BackupRowProps) {
  const { backup, conversationId } = view;
  return (
    <section class="backup" aria-labelledby="backup-label">
      <h2 id="backup-label">{t('backup_label')}</h2>
      <Latest view={view} clock={clock} saving={busy.chat} />
      {backup !== null && (
        <Action id="save-copy" label={t('action_save_copy')} off={busy.copy} on={callbacks.onSaveCopy} />
      )}
      {view.halfAnswer !== null && (
        <>
          <p class="latest">
            <time datetime={isoTime(view.halfAnswer.at)}>{t('half_kept')}</time>
          </p>
          <Action id="copy-half-answer" label={t('action_copy_half')} on={callbacks.onCopyHalf} />
        </>
      )}
      <Progress all={busy.all} />
      <Outcome view={view} clock={clock} busy={busy} />
      <div class="actions">
        <Action
          id="back-up-chat"
          label={t('action_back_up_chat')}
          off={busy.chat || conversationId === null}
          on={callbacks.onBackUpChat}
        />
        <Action
          id="back-up-all"
          label={t('action_back_up_all')}
          off={busy.all !== null}
          on={callbacks.onBackUpAll}
        />
      </div>
    </section>
  );
}

function Latest({ view, clock, saving }: { view: TabView; clock: Clock; saving: boolean }) {
  const { backup, conversationId } = view;
  if (saving) return <p class="latest">{t('backup_saving')}</p>;
  if (conversationId === null) return <p class="latest">{t('backup_no_chat')}</p>;
  if (backup === null) return <p class="latest">{t('backup_none')}</p>;
  const words = t(backup.whole ? 'backup_saved' : 'backup_partial', age(backup.capturedAt, clock));
  return (
    <p class="latest">
      <time datetime={isoTime(backup.capturedAt)}>{words}</time>
    </p>
  );
}

/** Within this time of being asked for. */
const JUST_NOW_MS = 60_000;

/** Which copy stands in while Claude doesn't answer. */
function staleWords({ source, capturedAt }: Snapshot, clock: Clock): string {
  const isRescued = clock.now - capturedAt < JUST_NOW_MS;
  if (isRescued && (source === 'page-cache' || source === 'stream' || source === 'dom'))
    return t(`backup_rescued_${snake(source)}`);
  return t('backup_stale', clockTime(capturedAt, clock));
}

function Progress({ all }: { all: Busy['all'] }) {
  if (all === null) return null;
  const words = all.total === null ? t('backup_all_starting') : t('backup_all_progress', all.done, all.total);
  return (
    <div class="progress">
      <progress
        aria-label={t('action_back_up_all')}
        value={all.total === null ? undefined : all.done}
        max={all.total ?? 1}
      />
      <span>{words}</span>
    </div>
  );
}

function Outcome({ view, clock, busy }: { view: TabView; clock: Clock; busy: Busy }) {
  const { outcome } = busy;
  if (outcome === null || busy.chat || busy.all !== null) return null;
  const stale = outcome.problem === null && !outcome.fresh && view.backup !== null;
  const words = stale && view.backup ? staleWords(view.backup, clock) : spokenOutcome(outcome);
  return words === '' ? null : (
    <p class="news" data-result={outcome.problem === null ? 'done' : 'failed'}>
      {words}
    </p>
  );
}
