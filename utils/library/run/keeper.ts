import type { BackupProgress } from '@/utils/library/run/backup-progress';
import type { RunBook, RunRecord, Wish } from '@/utils/library/run/record';

export interface Keeper {
  readonly note: (progress: BackupProgress) => void;
  /** Writes the last of it down. */
  readonly close: (end: BackupProgress) => Promise<void>;
}

export interface KeeperEdges {
  readonly book: Pick<RunBook, 'keepProgress'>;
  readonly now: () => number;
  readonly report: (progress: BackupProgress) => void;
  readonly heed: (wish: Wish) => void;
}

/** ms; a run that dies in between only counts a little anew. */
const SAVE_EVERY_MS = 500;
const REPORT_EVERY_MS = 80;

/** Writes a run's progress down and passes it on, not oftener than anybody could look; what matters goes at once. */
export function createKeeper({ book, now, report, heed }: KeeperEdges, run: RunRecord): Keeper {
  let latest = run.progress;
  let savedAt = 0;
  let reportedAt = 0;
  let saving: Promise<void> | undefined;
  /** Also when the clock was set back. */
  const since = (then: number): number => Math.abs(now() - then);
  const write = async (): Promise<void> => {
    for (let written: BackupProgress | undefined; written?.state !== latest.state; ) {
      written = latest;
      heed(await book.keepProgress(run, written));
    }
  };
  const save = (): void => {
    savedAt = now();
    saving ??= write()
      .catch(() => undefined) // a full disk: what is done shows in the library itself
      .finally(() => {
        saving = undefined;
      });
  };
  return {
    note: (progress) => {
      const matters = isOfNote(latest, progress);
      latest = progress;
      if (matters || since(savedAt) >= SAVE_EVERY_MS) save();
      if (!matters && since(reportedAt) < REPORT_EVERY_MS) return;
      reportedAt = now();
      report(progress);
    },
    close: async (end) => {
      await saving;
      await book.keepProgress(run, end).catch(() => undefined);
      report(end);
    },
  };
}

const isOfNote = (before: BackupProgress, after: BackupProgress): boolean =>
  before.state !== after.state ||
  before.total !== after.total ||
  before.waitingUntil !== after.waitingUntil ||
  before.problems.length !== after.problems.length;
