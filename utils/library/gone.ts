import type { Entry } from '@/utils/library/database';
import { isEntry } from '@/utils/library/entries';
import type { OpenLibrary } from '@/utils/library/opener';
import { diskRoom } from '@/utils/storage/room';

interface OrganizationList {
  readonly organizationId: string;
  /** uuids of all that claude.ai lists. */
  readonly listed: ReadonlySet<string>;
  /** uuids that the other organisations list. */
  readonly elsewhere?: ReadonlySet<string>;
  /** Epoch ms at which the list was begun. */
  readonly listedAt: number;
}

export type MarkGone = (list: OrganizationList) => Promise<void>;

/**
 * Marks what an organisation's whole list doesn't show any more, and takes the mark off what it shows again. Nothing is deleted.
 * An empty list marks nothing: an outage looks like that too; nor does one that has nothing of what is kept: another account of
 * the same organisation has another list.
 */
export const createMarkGone =
  (library: OpenLibrary): MarkGone =>
  async (list) => {
    await diskRoom.toNote();
    const transaction = (await library()).transaction('conversations', 'readwrite');
    const kept = await transaction.store.getAllKeys();
    const isKnown = kept.some((id) => list.listed.has(id));
    let cursor = isKnown ? await transaction.store.openCursor() : null;
    while (cursor) {
      const next = marked(cursor.value, list);
      if (next) await cursor.update(next);
      cursor = await cursor.continue();
    }
    await transaction.done;
  };

/** undefined: it stays as it is. */
function marked(
  entry: Entry,
  { organizationId, listed, elsewhere, listedAt }: OrganizationList,
): Entry | undefined {
  if (!isEntry(entry)) return undefined;
  if (listed.has(entry.conversationId) || elsewhere?.has(entry.conversationId)) {
    if (entry.goneAt === undefined) return undefined;
    const { goneAt: _, ...there } = entry;
    return there;
  }
  const isTheirs =
    entry.best.organizationId === organizationId || entry.newest.organizationId === organizationId;
  const isNewer = entry.newest.capturedAt >= listedAt;
  const mayBeGone = isTheirs && !isNewer && entry.goneAt === undefined;
  return mayBeGone ? { ...entry, goneAt: listedAt } : undefined;
}
