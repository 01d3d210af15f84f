import type { IDBPTransaction } from 'idb';
import type { SnapshotFacts } from '@/utils/claude/conversation';
import type { Entry, LibraryDatabase, LibrarySchema } from '@/utils/library/database';
import { entryOf, isBetter, isEntry, readEntries, readEntry } from '@/utils/library/entries';
import { sha256 } from '@/utils/library/sha256';
import type { Snapshot } from '@/utils/library/types';
import { diskRoom } from '@/utils/storage/room';

/** A snapshot without what the payload itself says. */
export type NewSnapshot = SnapshotFacts &
  Pick<Snapshot, 'organizationId' | 'source' | 'capturedAt' | 'sentCount'>;

export interface StorageUse {
  readonly conversations: number;
  readonly versions: number;
  /** Bytes of the raw payloads and of the files. */
  readonly bytes: number;
}

export interface LibraryStore {
  /** Keeps the payload and its facts, both or neither. Equal bytes from the same source only renew `capturedAt`. */
  saveSnapshot: (raw: string | Uint8Array<ArrayBuffer>, facts: NewSnapshot) => Promise<Snapshot>;
  /** The largest version, of equals the newest. */
  latest: (conversationId: string) => Promise<Snapshot | undefined>;
  /** The version captured last, which may be smaller than `latest`. */
  newest: (conversationId: string) => Promise<Snapshot | undefined>;
  /** The best version of every conversation, last changed first. */
  list: () => Promise<readonly Snapshot[]>;
  /** Oldest first. */
  versionsOf: (conversationId: string) => Promise<readonly Snapshot[]>;
  readRaw: (hash: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Whether there are bytes under that name, whatever they are. */
  has: (hash: string) => Promise<boolean>;
  storageUse: () => Promise<StorageUse>;
}

export const createStore = (database: LibraryDatabase, hash = sha256, room = diskRoom): LibraryStore => ({
  saveSnapshot: async (raw, facts) => {
    const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw;
    const snapshot: Snapshot = { ...facts, hash: await hash(bytes), size: bytes.byteLength };
    await room.toKeep(bytes.byteLength);
    await write(database, bytes, snapshot);
    return snapshot;
  },
  latest: async (conversationId) => (await readEntry(database, conversationId))?.best,
  newest: async (conversationId) => (await readEntry(database, conversationId))?.newest,
  list: async () => {
    const entries = await readEntries(database);
    return entries.map((entry) => entry.best).sort(byChange);
  },
  versionsOf: (conversationId) => database.getAllFromIndex('versions', 'conversationId', conversationId),
  readRaw: (hashOfRaw) => database.get('objects', hashOfRaw),
  has: async (hashOfRaw) => (await database.getKey('objects', hashOfRaw)) !== undefined,
  storageUse: () => measure(database),
});

/** Last changed first. */
export const byChange = (a: Snapshot, b: Snapshot): number =>
  (b.updatedAt ?? '').localeCompare(a.updatedAt ?? '') || a.conversationId.localeCompare(b.conversationId);

/** Object first, record second, in one transaction: a kill leaves nothing or a whole version, never half. */
async function write(
  database: LibraryDatabase,
  bytes: Uint8Array<ArrayBuffer>,
  snapshot: Snapshot,
): Promise<void> {
  const transaction = database.transaction(['objects', 'versions', 'conversations'], 'readwrite', {
    durability: 'strict',
  });
  // Listened to from the start, because it rejects as soon as the transaction is aborted, by us or by a full disk.
  const done = transaction.done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  try {
    await transaction.objectStore('objects').put(bytes, snapshot.hash);
    const key = await putVersion(transaction, snapshot);
    await putEntry(transaction, key, snapshot);
  } catch (error) {
    abort(transaction); // an exception before a request exists, such as a value that can't be cloned, would not do it
    throw error;
  }
  const aborted = await done;
  if (aborted) throw aborted.error;
}

function abort(transaction: Transaction): void {
  try {
    transaction.abort();
  } catch {
    // aborted already
  }
}

type Stores = ('objects' | 'versions' | 'conversations')[];
type Transaction = IDBPTransaction<LibrarySchema, Stores, 'readwrite'>;

async function putVersion(transaction: Transaction, snapshot: Snapshot): Promise<number> {
  const versions = transaction.objectStore('versions');
  let cursor = await versions.index('conversationId').openCursor(snapshot.conversationId);
  while (cursor) {
    const isSame = cursor.value.hash === snapshot.hash && cursor.value.source === snapshot.source;
    if (isSame) {
      await cursor.update(snapshot);
      return cursor.primaryKey;
    }
    cursor = await cursor.continue();
  }
  return versions.add(snapshot);
}

async function putEntry(transaction: Transaction, key: number, snapshot: Snapshot): Promise<void> {
  const conversations = transaction.objectStore('conversations');
  const stored = await conversations.get(snapshot.conversationId);
  const before = stored && !isEntry(stored) ? await madeAnew(transaction, snapshot, key) : stored;
  const { goneAt, ...others } = before ?? {};
  // What claude.ai has just given isn't gone.
  const kept = goneAt === undefined || snapshot.source === 'api' ? others : { ...others, goneAt };
  const isBest = !before || before.bestKey === key || isBetter(snapshot, before.best);
  // What is captured now is the newest whatever the clock says, which may have been wrong; only an import is of then.
  const isOfNow = snapshot.source !== 'import';
  const isNewest = !before || isOfNow || snapshot.capturedAt >= before.newest.capturedAt;
  const entry: Entry = {
    ...kept,
    conversationId: snapshot.conversationId,
    bestKey: isBest ? key : before.bestKey,
    best: isBest ? snapshot : before.best,
    newestKey: isNewest ? key : before.newestKey,
    newest: isNewest ? snapshot : before.newest,
  };
  await conversations.put(entry);
}

/** The entry can't be read: what the other versions make of it. */
async function madeAnew(
  transaction: Transaction,
  { conversationId }: Snapshot,
  without: number,
): Promise<Entry | undefined> {
  const versions = transaction.objectStore('versions').index('conversationId');
  const keys = await versions.getAllKeys(conversationId);
  const snapshots = await versions.getAll(conversationId);
  const all = snapshots.map((snapshot, index) => ({ key: keys[index] ?? -1, snapshot }));
  return entryOf(all.filter((one) => one.key !== without));
}

async function measure(database: LibraryDatabase): Promise<StorageUse> {
  const [versions, files] = await Promise.all([database.getAll('versions'), database.getAll('files')]);
  const kept = files.flatMap((file) => [file, ...(file.earlier ?? [])]);
  const sizes = new Map([...versions, ...kept].map(({ hash, size }) => [hash, size]));
  return {
    conversations: await database.count('conversations'),
    versions: versions.length,
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
  };
}
