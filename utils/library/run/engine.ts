import type { Persist } from '@/utils/claude/client';
import type { Fetch } from '@/utils/claude/client-answer';
import { damagedIn } from '@/utils/library/check/damaged';
import type { LibraryDatabase } from '@/utils/library/database';
import { captureFiles } from '@/utils/library/files/files';
import { createMarkGone } from '@/utils/library/gone';
import type { BackupProgress } from '@/utils/library/run/backup-progress';
import { startFullBackup } from '@/utils/library/run/full-backup';
import { hostRun, type Locks, type Nudges } from '@/utils/library/run/host';
import { patient } from '@/utils/library/run/patience';
import { createRunBook, type RunRecord, type Tasks } from '@/utils/library/run/record';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';

export interface EngineEdges {
  readonly database: LibraryDatabase;
  readonly fetch: Fetch;
  readonly locks: Locks;
  readonly nudges: Nudges;
  readonly now: () => number;
  /** One number in [0, 1). */
  readonly random: () => number;
  /** Resolves early when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly as: 'page' | 'background';
  readonly signal: AbortSignal;
  readonly report: (progress: BackupProgress) => void;
}

/** Works on the full backup that is not over yet, wherever this runs. */
export async function workOnBackup(edges: EngineEdges): Promise<BackupProgress | undefined> {
  const { database, fetch, now, random } = edges;
  const library = async () => database;
  const book = createRunBook(library);
  const damaged = damagedIn(database);
  const start = (run: RunRecord, tasks: Tasks | undefined, report: EngineEdges['report']) => {
    const requests = new AbortController();
    const waits = new AbortController();
    const { signal } = requests;
    const sleep = (ms: number) => edges.sleep(ms, waits.signal);
    const [store, shelves] = [createStore(database), createShelves(database)];
    return startFullBackup({
      ...{ fetch, now, signal, sleep, report, tasks },
      ...{ store, shelves },
      markGone: createMarkGone(library),
      isDamaged: damaged.has,
      ...(run.files && {
        captureFiles: async (id: string, persist: Persist) => {
          const anew = await damaged.has(id);
          return captureFiles({ fetch, store, shelves, now, persist, signal }, id, { anew });
        },
      }),
      persist: patient({ sleep, random, isCancelled: () => waits.signal.aborted }),
      hurry: () => waits.abort(),
      abort: () => {
        waits.abort();
        requests.abort();
      },
      startedAt: run.startedAt,
      pauseMs: run.pauseMs,
      progress: run.progress,
      keepTasks: book.keepTasks,
    });
  };
  const end = await hostRun({ ...edges, book, start });
  if (end?.state === 'done') await damaged.mended(end).catch(() => undefined);
  return end;
}

/** `sleep` of browsers. */
export const sleepUntil = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const over = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener('abort', over);
  });
