import type { ChatTask } from '@/utils/library/run/record';
import type { LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';

export interface FreshnessEdges {
  readonly store: Pick<LibraryStore, 'newest' | 'versionsOf' | 'has'>;
  /** A check has found its bytes or its records damaged. */
  readonly isDamaged?: (conversationId: string) => Promise<boolean>;
  readonly startedAt: number;
  readonly now: () => number;
}

/** undefined: it has to be asked for. `captured`: by this run, or since it began. */
export async function isFresh(
  { store, isDamaged, startedAt, now }: FreshnessEdges,
  task: ChatTask,
): Promise<'unchanged' | 'captured' | undefined> {
  const newest = await fromClaude(store, task.uuid);
  if (!newest || !(await store.has(newest.hash))) return undefined;
  const { capturedAt } = newest;
  // One that seems to be of later than now was made while the clock was wrong: it says nothing of when.
  const isTold = capturedAt <= now();
  if ((await isDamaged?.(task.uuid)) && !(isTold && capturedAt >= startedAt)) return undefined;
  if (isAsListed(newest, task)) return isTold && capturedAt >= startedAt ? 'captured' : 'unchanged';
  return isTold && capturedAt > task.listedAt ? 'captured' : undefined;
}

/** A branch switch leaves `updated_at` alone, so the leaf counts too. An answer without the messages that the list names was none. */
const isAsListed = (snapshot: Snapshot, task: ChatTask): boolean =>
  (snapshot.messageCount > 0 || task.leafId === null) &&
  task.updatedAt !== null &&
  snapshot.updatedAt === task.updatedAt &&
  snapshot.leafId === task.leafId;

/** The last answer of the server itself; what the page was seen to load, or was imported, may be less. */
async function fromClaude(
  store: FreshnessEdges['store'],
  conversationId: string,
): Promise<Snapshot | undefined> {
  const newest = await store.newest(conversationId);
  if (newest === undefined || newest.source === 'api') return newest;
  const answers = (await store.versionsOf(conversationId)).filter(({ source }) => source === 'api');
  return answers.toSorted((a, b) => a.capturedAt - b.capturedAt).at(-1);
}
