import { type BackupProgress, isOver } from '@/utils/library/run/backup-progress';
import type { FullBackup } from '@/utils/library/run/full-backup';
import { createKeeper } from '@/utils/library/run/keeper';
import type { RunBook, RunRecord, Tasks, Wish } from '@/utils/library/run/record';

/**
 * Names a lock, a channel and an alarm. Who holds the lock works on the full backup; it falls free when its holder dies. On the
 * channel pages and the background nudge one another; the alarm wakes the background while a run is unfinished.
 */
export const FULL_BACKUP = 'lifeline-full-backup';

/** As much of `navigator.locks` as is used. */
export interface Locks {
  request: <T>(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    work: (lock: unknown) => Promise<T>,
  ) => Promise<T>;
}

/** What pages and the background tell one another: the wish has changed, or a page wants to go on with it itself. */
export type Nudge = 'wish' | 'yield';

/** As much of a `BroadcastChannel` as is used. */
export interface Nudges {
  postMessage: (nudge: Nudge) => void;
  addEventListener: (type: 'message', listener: (event: MessageEvent<Nudge>) => void) => void;
  removeEventListener: (type: 'message', listener: (event: MessageEvent<Nudge>) => void) => void;
}

export interface HostEdges {
  readonly book: RunBook;
  readonly locks: Locks;
  readonly nudges: Nudges;
  readonly now: () => number;
  /** Begins to work on it. */
  readonly start: (
    run: RunRecord,
    tasks: Tasks | undefined,
    report: (progress: BackupProgress) => void,
  ) => FullBackup;
  readonly report: (progress: BackupProgress) => void;
  /** `page`: waits for its turn, also while it is paused. `background`: only where no page is, and gives way to one. */
  readonly as: 'page' | 'background';
  /** Aborted when it is to be let go. */
  readonly signal: AbortSignal;
}

/** Works on the run that is not over, if there is one, until it is. Resolves with what became of it; undefined: it was not its turn. */
export async function hostRun(edges: HostEdges): Promise<BackupProgress | undefined> {
  const { locks, signal, as } = edges;
  const options = as === 'background' ? { ifAvailable: true } : { signal };
  const work = async (lock: unknown) => (lock === null ? undefined : workOn(edges));
  return locks.request(FULL_BACKUP, options, work).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
}

async function workOn(edges: HostEdges): Promise<BackupProgress | undefined> {
  const { book, as, signal } = edges;
  const run = await book.read();
  if (!run || signal.aborted) return undefined;
  if (isOver(run.progress)) return run.progress;
  if (as === 'background' && run.wish === 'pause') return undefined;
  const tasks = await book.tasks(run);
  const keeper = createKeeper({ ...edges, heed: (wish) => obey(wish) }, run);
  const backup = edges.start(run, tasks, keeper.note);
  const obey = (wish: Wish): void => {
    if (wish === 'pause') backup.pause();
    else if (wish === 'go') backup.resume();
    else backup.cancel();
  };
  const listener = ({ data }: MessageEvent<Nudge>): void => {
    if (data === 'wish') void book.read().then((record) => obey(record?.wish ?? 'cancel'));
    else if (as === 'background') backup.letGo();
  };
  obey(run.wish);
  edges.nudges.addEventListener('message', listener);
  signal.addEventListener('abort', backup.letGo);
  try {
    const end = await backup.finished;
    await keeper.close(end);
    return end;
  } finally {
    edges.nudges.removeEventListener('message', listener);
    signal.removeEventListener('abort', backup.letGo);
  }
}
