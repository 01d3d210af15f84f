import { deleteDB, type IDBPDatabase } from 'idb';
import type { Deletion } from '@/utils/library/delete/told';
import { isFull } from '@/utils/library/full-disk';
import { isOver } from '@/utils/library/run/backup-progress';
import { FULL_BACKUP, type Locks, type Nudges } from '@/utils/library/run/host';
import type { RunBook } from '@/utils/library/run/record';

/** `backup-runs`: nothing was touched, because a full backup runs. `failed`, `full`: part of it may be gone. */
export type Erased = 'done' | 'backup-runs' | 'full' | 'failed';

export interface ErasingEdges {
  readonly book: Pick<RunBook, 'read' | 'want'>;
  readonly locks: Locks;
  readonly nudges: Pick<Nudges, 'postMessage'>;
  readonly tell: (deletion: Deletion) => void;
  /** Each deletes what it knows of. */
  readonly parts: readonly (() => Promise<unknown>)[];
}

/** A paused backup lets go within moments. */
const PATIENCE_MS = 10_000;

/** Everything that is kept, though one part of it can't be deleted. No full backup can begin meanwhile; a paused one ends. */
export async function deleteEverything(edges: ErasingEdges): Promise<Erased> {
  const { book, locks, nudges, tell } = edges;
  const run = await book.read().catch(() => undefined); // a library that can't be opened is deleted all the same
  const isUnfinished = run !== undefined && !isOver(run.progress);
  if (isUnfinished && run.wish === 'go') return 'backup-runs';
  tell({ what: 'begins' });
  if (isUnfinished) {
    await book.want('cancel').catch(() => undefined);
    nudges.postMessage('wish');
  }
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return await locks.request(FULL_BACKUP, { signal }, () => allOf(edges.parts));
  } catch {
    return 'failed'; // somebody holds on to it
  } finally {
    tell({ what: 'everything' });
  }
}

async function allOf(parts: ErasingEdges['parts']): Promise<Erased> {
  let end: Erased = 'done';
  for (const part of parts) {
    try {
      await part();
    } catch (error) {
      console.warn('Lifeline: not everything could be deleted.', error);
      end = isFull(error) ? 'full' : 'failed';
    }
  }
  return end;
}

/**
 * Its stores are emptied rather than the database deleted: other pages and the background go on with the connections that they
 * hold. One that can't be opened, as by an older version of the extension, is deleted.
 */
export async function emptyDatabase<T>(name: string, open: () => Promise<IDBPDatabase<T>>): Promise<void> {
  const database = await open().catch((error: unknown) => {
    if (isFull(error)) throw error;
    return undefined;
  });
  if (!database) return deleteDB(name);
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names, 'readwrite', { durability: 'strict' });
  await Promise.all([...names.map((store) => transaction.objectStore(store).clear()), transaction.done]);
  database.close();
}
