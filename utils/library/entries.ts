import type { Entry, LibraryDatabase } from '@/utils/library/database';
import type { Snapshot } from '@/utils/library/types';

/** A version with its key in `versions`. */
export interface KeyedVersion {
  readonly key: number;
  readonly snapshot: Snapshot;
}

/** All entries. One that can't be read, as after a damage of the disk, is made anew from its versions, or left out without any. */
export async function readEntries(database: LibraryDatabase): Promise<Entry[]> {
  const stored: unknown[] = await database.getAll('conversations');
  if (stored.every(isEntry)) return stored;
  const ids = (await database.getAllKeys('conversations')).map(String);
  const read = ids.map((id, index) => {
    const entry = stored[index];
    return isEntry(entry) ? entry : mended(database, id);
  });
  return (await Promise.all(read)).filter((entry) => entry !== undefined);
}

/** The same for one conversation. */
export async function readEntry(database: LibraryDatabase, id: string): Promise<Entry | undefined> {
  const stored: unknown = await database.get('conversations', id);
  return stored === undefined || isEntry(stored) ? stored : mended(database, id);
}

async function mended(database: LibraryDatabase, id: string): Promise<Entry | undefined> {
  const versions = database.transaction('versions').store.index('conversationId');
  const [keys, snapshots] = await Promise.all([versions.getAllKeys(id), versions.getAll(id)]);
  return entryOf(snapshots.map((snapshot, index) => ({ key: keys[index] ?? -1, snapshot })));
}

/** An entry is nothing but a summary of its versions. undefined without one that can be read. */
export function entryOf(versions: readonly KeyedVersion[]): Entry | undefined {
  const [first, ...others] = versions.filter(({ snapshot }) => isSnapshot(snapshot));
  if (!first) return undefined;
  const best = others.reduce((one, other) => (isBetter(other.snapshot, one.snapshot) ? other : one), first);
  const newest = others.reduce(
    (one, other) => (other.snapshot.capturedAt >= one.snapshot.capturedAt ? other : one),
    first,
  );
  const { conversationId } = first.snapshot;
  const ends = { bestKey: best.key, best: best.snapshot, newestKey: newest.key, newest: newest.snapshot };
  return { conversationId, ...ends };
}

/** Told by what the list, its order and a comparison need: a schema would take its time over ten thousand of them. */
export const isEntry = (value: unknown): value is Entry => {
  const { best, newest } = (value ?? {}) as Partial<Record<keyof Entry, unknown>>;
  return isSnapshot(best) && isSnapshot(newest);
};

function isSnapshot(value: unknown): value is Snapshot {
  const { conversationId, title, hash, size, messageCount, capturedAt, updatedAt } = (value ?? {}) as Partial<
    Record<keyof Snapshot, unknown>
  >;
  const texts = [conversationId, title, hash, updatedAt ?? ''];
  const numbers = [size, messageCount, capturedAt];
  return texts.every((one) => typeof one === 'string') && numbers.every((one) => typeof one === 'number');
}

/** Of equals, the witness counts: what claude.ai gave us, what the page had of it, what somebody else kept. */
const RANK: Readonly<Record<Snapshot['source'], number>> = {
  api: 2,
  'page-cache': 1,
  stream: 1,
  dom: 1,
  import: 0,
};

/**
 * A smaller copy never takes the place of a larger one: the server may have lost messages, and then ours is the good copy. Counted
 * are first the messages that are as claude.ai sent them, then those that were put together from the page.
 */
export function isBetter(candidate: Snapshot, best: Snapshot): boolean {
  const [ours, theirs] = [standing(candidate), standing(best)];
  const at = ours.findIndex((one, index) => one !== theirs[index]);
  return at < 0 || (ours[at] ?? 0) > (theirs[at] ?? 0);
}

const standing = ({ sentCount, messageCount, whole, source, capturedAt }: Snapshot): readonly number[] => [
  sentCount ?? messageCount,
  messageCount,
  Number(sentCount === undefined),
  Number(whole),
  RANK[source],
  capturedAt,
];
