import type { IDBPTransaction } from 'idb';
import type { LibraryDatabase, LibrarySchema } from '@/utils/library/database';
import { isOver } from '@/utils/library/run/backup-progress';
import { FULL_BACKUP, type Locks } from '@/utils/library/run/host';
import { createRunBook } from '@/utils/library/run/record';
import { diskRoom } from '@/utils/storage/room';

/** `busy`: a full backup is not over yet; it has the chat on its list and would bring it back. */
export type ChatDeleted = 'deleted' | 'busy';

/** Takes a chat out of the library for good, while no full backup can begin. */
export const deleteChat = (
  database: LibraryDatabase,
  locks: Locks,
  conversationId: string,
): Promise<ChatDeleted> =>
  locks.request(FULL_BACKUP, { ifAvailable: true }, async (lock): Promise<ChatDeleted> => {
    const run = lock === null ? undefined : await createRunBook(async () => database).read();
    if (lock === null || (run && !isOver(run.progress))) return 'busy';
    await diskRoom.toNote(); // what is marked as deleted is written too
    await remove(database, conversationId, run?.isSaved === true);
    return 'deleted';
  });

const STORES = ['conversations', 'versions', 'texts', 'files', 'objects', 'projects', 'runs'] as const;
type Store = (typeof STORES)[number];
type Transaction = IDBPTransaction<LibrarySchema, Store[], 'readwrite'>;

/** All in one transaction: a kill leaves the whole chat or nothing of it, and no bytes that nothing names. */
async function remove(database: LibraryDatabase, id: string, withRun: boolean): Promise<void> {
  const transaction = database.transaction([...STORES], 'readwrite', { durability: 'strict' });
  // Listened to from the start, because it rejects as soon as the transaction is aborted.
  const done = transaction.done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  try {
    await removeRecords(transaction, id);
    // The list of what the last full backup had to do names the chat too.
    if (withRun) await transaction.objectStore('runs').clear();
  } catch (error) {
    abort(transaction);
    throw error;
  }
  const aborted = await done;
  if (aborted) throw aborted.error;
}

async function removeRecords(transaction: Transaction, id: string): Promise<void> {
  const versions = transaction.objectStore('versions');
  const files = transaction.objectStore('files');
  const [versionKeys, fileKeys, ofVersions, ofFiles] = await Promise.all([
    versions.index('conversationId').getAllKeys(id),
    files.index('conversationId').getAllKeys(id),
    versions.index('conversationId').getAll(id),
    files.index('conversationId').getAll(id),
  ]);
  await every([
    () => transaction.objectStore('conversations').delete(id),
    () => transaction.objectStore('texts').delete(id),
    ...versionKeys.map((key) => () => versions.delete(key)),
    ...fileKeys.map((key) => () => files.delete(key)),
  ]);
  const used = await hashesIn(transaction);
  const unused = hashesOf([...ofVersions, ...ofFiles]).filter((hash) => !used.has(hash));
  await every(unused.map((hash) => () => transaction.objectStore('objects').delete(hash)));
}

/** One that throws at once leaves none of the others unheard. */
const every = (requests: readonly (() => Promise<void>)[]): Promise<unknown> =>
  Promise.all(requests.map(async (request) => request()));

/** What the records that are left name: the same file may belong to several chats, the same bytes to several versions. */
async function hashesIn(transaction: Transaction): Promise<ReadonlySet<string>> {
  const [versions, files, projects] = await Promise.all([
    transaction.objectStore('versions').getAll(),
    transaction.objectStore('files').getAll(),
    transaction.objectStore('projects').getAll(),
  ]);
  return new Set(hashesOf([...versions, ...files, ...projects]));
}

interface Owner {
  readonly hash: string | null;
  readonly earlier?: readonly { readonly hash: string }[];
}

/** A record that can't be read, as after a damage of the disk, names nothing. */
const hashesOf = (owners: readonly (Owner | undefined)[]): string[] =>
  owners.flatMap((owner) => [owner?.hash, ...(owner?.earlier ?? []).map(({ hash }) => hash)]).filter(isHash);

const isHash = (hash: unknown): hash is string => typeof hash === 'string';

function abort(transaction: Transaction): void {
  try {
    transaction.abort();
  } catch {
    // aborted already
  }
}
