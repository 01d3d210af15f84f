import { diskRoom } from '@/utils/storage/room';
import type { FailureDatabase } from './database';
import { type Failure, FailureSchema } from './types';

/** Whichever is less. */
export const KEPT_MS = 90 * 24 * 3_600_000;
export const MOST = 5_000;

/** After every key of a moment. */
const LAST_KEY = '\uffff';

export interface FailureStore {
  /** Enters what is new, tells anew what is known already, and lets go of what is too old or too much. */
  readonly write: (failures: readonly Failure[], now: number) => Promise<void>;
  /** Newest first. What can't be read is left out. */
  readonly read: (range?: ReadRange) => Promise<Failure[]>;
  /** All of it, or what is not later than a moment (epoch ms). */
  readonly clear: (until?: number) => Promise<void>;
}

export interface ReadRange {
  /** Epoch ms; from the beginning when it is left out. */
  readonly since?: number;
  readonly limit?: number;
}

export const createFailureStore = (database: FailureDatabase, most = MOST): FailureStore => ({
  write: (failures, now) => write(database, failures, now, most),
  read: (range) => readFailures(database, range),
  clear: (until) =>
    until === undefined
      ? database.clear('failures')
      : database.delete('failures', IDBKeyRange.upperBound([until, LAST_KEY])),
});

async function write(
  database: FailureDatabase,
  failures: readonly Failure[],
  now: number,
  most: number,
): Promise<void> {
  await diskRoom.toNote();
  const transaction = database.transaction('failures', 'readwrite');
  // Listened to from the start, because it rejects as soon as the transaction is aborted, as by a full disk.
  const done = transaction.done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const { store } = transaction;
  for (const failure of failures) {
    const place: [number, string] = [failure.at, failure.key];
    await store.put(retold(await store.get(place), failure), place);
  }
  await store.delete(IDBKeyRange.upperBound([now - KEPT_MS, '']));
  const excess = (await store.count()) - most;
  const last = excess > 0 ? await nthKey(store, excess) : undefined;
  if (last) await store.delete(IDBKeyRange.upperBound(last));
  const aborted = await done;
  if (aborted) throw aborted.error;
}

interface Keys {
  openKeyCursor: () => Promise<{
    readonly key: [number, string];
    readonly advance: (count: number) => Promise<{ readonly key: [number, string] } | null>;
  } | null>;
}

/** The n-th oldest. */
async function nthKey(store: Keys, count: number): Promise<[number, string] | undefined> {
  const first = await store.openKeyCursor();
  return (count === 1 ? first : await first?.advance(count - 1))?.key;
}

/** What was known when it happened stays; by now the signals around it may be forgotten. */
function retold(stored: unknown, failure: Failure): Failure {
  const before = FailureSchema.safeParse(stored);
  if (!before.success) return failure;
  const { buildId, model, requestId } = before.data;
  return {
    ...before.data,
    buildId: buildId ?? failure.buildId,
    model: model ?? failure.model,
    requestId: requestId ?? failure.requestId,
    silentMs: failure.silentMs,
    page: failure.page,
  };
}

export async function readFailures(
  database: FailureDatabase,
  { since = 0, limit = Number.POSITIVE_INFINITY }: ReadRange = {},
): Promise<Failure[]> {
  const found: Failure[] = [];
  const rows = await database.getAll('failures', IDBKeyRange.lowerBound([since, '']));
  for (const row of rows.reverse()) {
    const parsed = FailureSchema.safeParse(row);
    if (parsed.success && found.push(parsed.data) >= limit) break;
  }
  return found;
}
