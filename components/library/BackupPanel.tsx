import { t } from '@/utils/browser/i18n';
import type { BackupProgress } from '@/utils/library/run/backup-progress';
import { type Clock, duration } from '../format';
import { knownWords } from './known-words';
import { Progress } from './Progress';
import type { LibraryProps } from './props';

type PanelProps = Pick<
  LibraryProps,
  'backup' | 'backupSaved' | 'clock' | 'onPause' | 'onResume' | 'onCancel'
>;

export function BackupPanel({ backup, backupSaved, clock, onPause, onResume, onCancel }: PanelProps) {
  if (backup === null) return null;
  const { state, done, total } = backup;
  const pace = state === 'running' ? paceWords(backup, clock) : '';
  const isPaused = state === 'paused';
  const isBusy = state === 'listing' || state === 'running' || isPaused;
  return (
    <section class="backup" data-state={state} aria-label={t('library_back_up_all')}>
      {isBusy && (
        <div class="line">
          <Progress label={t('library_back_up_all')} done={done} total={total} />
          {isPaused ? <Action id="resume" on={onResume} /> : <Action id="pause" on={onPause} />}
          <Action id="cancel" on={onCancel} />
        </div>
      )}
      <p class="progress-text" aria-live={isBusy ? 'off' : 'polite'}>
        {progressWords(backup, backupSaved)}
        {pace !== '' && <span class="pace quiet"> {pace}</span>}
      </p>
      <Problems problems={backup.problems} />
    </section>
  );
}

const ACTIONS = { pause: 'library_pause', resume: 'library_resume', cancel: 'library_cancel' } as const;

const Action = ({ id, on }: { id: keyof typeof ACTIONS; on: () => void }) => (
  <button type="button" class="button" data-action={id} onClick={on}>
    {t(ACTIONS[id])}
  </button>
);

function progressWords(backup: BackupProgress, isSaved: boolean): string {
  const { state, done, total, stoppedBy } = backup;
  const file = isSaved ? ` ${t('library_zip_saved')}` : '';
  switch (state) {
    case 'listing':
      return t('library_listing');
    case 'running':
      return t('library_progress', done, total, total - done);
    case 'paused':
      return t('library_paused', done, total);
    case 'cancelled':
      return t('library_cancelled', done, total);
    case 'done':
      return doneWords(backup) + filesWords(backup) + file;
    case 'stopped':
      return whyWords(stoppedBy ?? '') + file;
  }
}

/** How fast, and how long still; or until when Claude wants to be left alone. */
function paceWords(
  { perMinute, leftMs, waitingUntil, done, total, projects, files }: BackupProgress,
  clock: Clock,
): string {
  if (waitingUntil !== null && waitingUntil > clock.now)
    return t('library_waiting', duration(waitingUntil - clock.now, clock.locale));
  if (files.total > 0) return t('library_progress_files', files.done, files.total, files.kept);
  if (done >= total && projects.total > 0)
    return t('library_progress_projects', projects.done, projects.total);
  if (perMinute === null || leftMs === null) return '';
  return t('library_progress_rate', Math.round(perMinute), duration(leftMs, clock.locale));
}

/** Only what is missing or old is a chat less: a project or a file that could not be had is named below. */
function doneWords({ total, unchanged, problems }: BackupProgress): string {
  const behind = new Set(
    problems
      .filter(({ kind }) => kind === 'not-captured' || kind === 'older-copy')
      .map(({ conversationId }) => conversationId),
  );
  if (problems.length > 0) return t('library_done_partly', Math.max(0, total - behind.size), total);
  return unchanged > 0 ? t('library_done_unchanged', total, unchanged) : t('library_done', total);
}

function filesWords({ files: { total, kept, missing } }: BackupProgress): string {
  if (total === 0) return '';
  return ` ${missing === 0 ? t('library_done_files', kept) : t('library_done_files_partly', kept, missing)}`;
}

const STOPPED = {
  challenge: 'library_stopped_challenge',
  'signed-out': 'library_stopped_signed_out',
  network: 'library_stopped_network',
  http: 'library_stopped_http',
  full: 'library_stopped_full',
} as const;

/** An error without words of its own gets the general sentence, with its id beside it for those who search. */
const whyWords = (error: string): string => knownWords(STOPPED, error) ?? t('library_stopped_other', error);

function Problems({ problems }: Pick<BackupProgress, 'problems'>) {
  if (problems.length === 0) return null;
  return (
    <details class="problems">
      <summary>{t('library_problems', problems.length)}</summary>
      <ul>
        {problems.map(({ conversationId, title, kind, why }) => (
          <li key={conversationId + kind}>
            {title || conversationId || t('library_whole_list')} <code>{`${kind}: ${why}`}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
