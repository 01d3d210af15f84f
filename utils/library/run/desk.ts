import { type BackupProgress, isOver } from '@/utils/library/run/backup-progress';
import type { Locks, Nudges } from '@/utils/library/run/host';
import type { RunBook, RunChoices, Wish } from '@/utils/library/run/record';

/** Held while a page makes the ZIP, so that two open pages don't make two. */
const ZIP_LOCK = 'lifeline-full-backup-zip';
const LOOK_EVERY_MS = 500;
const AGAIN_AFTER_MS = 2_000;
/** What fails each time, as a damaged disk, must not ask Claude for its lists every two seconds. */
const AGAIN_AT_LAST_MS = 60_000;

export interface DeskListeners {
  /** Of the run that is under way, or has ended without a page. */
  readonly report: (progress: BackupProgress) => void;
  /** A run is over, and its ZIP has not been made yet. True: it has been now, or none is wanted. */
  readonly ended: (progress: BackupProgress) => Promise<boolean>;
}

export interface DeskEdges extends DeskListeners {
  readonly book: RunBook;
  readonly locks: Locks;
  readonly nudges: Pick<Nudges, 'postMessage'>;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Works on the run in this page's name as soon as nobody else does. Never rejects. */
  readonly work: (report: (progress: BackupProgress) => void) => Promise<BackupProgress | undefined>;
  /** The background goes on with it should this page die. */
  readonly wakeBackground: () => void;
}

/** A page's part in full backups: there is one run at a time, whoever works on it. */
export interface BackupDesk {
  /**
   * At the page's start: what is unfinished goes on as it was, and what ended without a page gets its ZIP. False: there is no
   * such run. `isAsked`: a new one is wanted anyway, so that what has ended is left to it.
   */
  readonly attend: (isAsked: boolean) => Promise<boolean>;
  /** Begins one, or goes on with the one that is unfinished. Resolves when it is over. `pauseMs`: see the record. */
  readonly begin: (choices?: Omit<RunChoices, 'now'>) => Promise<void>;
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly cancel: () => Promise<void>;
}

export function createBackupDesk(edges: DeskEdges): BackupDesk {
  const { book } = edges;
  let watching: Promise<void> | undefined;
  const watch = (): Promise<void> => {
    watching ??= watchRun(edges).finally(() => {
      watching = undefined;
    });
    return watching;
  };
  const want = async (wish: Wish): Promise<void> => {
    await book.want(wish);
    edges.nudges.postMessage('wish');
  };
  return {
    attend: async (isAsked) => {
      const run = await book.read();
      if (!run || run.isSaved || (isAsked && isOver(run.progress))) return false;
      if (isOver(run.progress)) await finish(edges, run.progress);
      else await watch();
      return true;
    },
    begin: async (choices = {}) => {
      await book.begin({ ...choices, now: edges.now() });
      edges.nudges.postMessage('wish');
      edges.wakeBackground();
      await watch();
    },
    pause: () => want('pause'),
    resume: () => want('go'),
    cancel: () => want('cancel'),
  };
}

/** Until it is over: works on it when it is this page's turn, shows what another does before. */
async function watchRun(edges: DeskEdges): Promise<void> {
  let waitMs = AGAIN_AFTER_MS;
  for (;;) {
    const worked = await takePart(edges);
    const end = worked ?? (await edges.book.read())?.progress;
    if (!end) return;
    if (isOver(end)) {
      edges.report(end);
      return finish(edges, end);
    }
    if (worked) waitMs = AGAIN_AFTER_MS;
    await edges.wait(waitMs); // a worker that died, or a run that another has begun anew
    waitMs = Math.min(AGAIN_AT_LAST_MS, 2 * waitMs);
  }
}

async function takePart(edges: DeskEdges): Promise<BackupProgress | undefined> {
  let isOurs = false;
  let isDone = false;
  const work = edges
    .work((progress) => {
      isOurs = true;
      edges.report(progress);
    })
    .finally(() => {
      isDone = true;
    });
  while (!isDone && !isOurs) {
    edges.nudges.postMessage('yield');
    const run = await edges.book.read();
    if (run && !isOurs) edges.report(run.progress);
    await Promise.race([work, edges.wait(LOOK_EVERY_MS)]);
  }
  return work;
}

/** Its ZIP, once: a cancelled run gets none. */
async function finish(edges: DeskEdges, end: BackupProgress): Promise<void> {
  await edges.locks.request(ZIP_LOCK, { ifAvailable: true }, async (lock) => {
    const run = lock === null ? undefined : await edges.book.read();
    if (!run || run.isSaved || !isOver(run.progress)) return;
    edges.report(end);
    if (end.state === 'cancelled' || (await edges.ended(end))) await edges.book.markSaved();
  });
}
