import type { Entry, LibraryDatabase, SearchText } from '@/utils/library/database';
import type { OpenLibrary } from '@/utils/library/opener';
import type { SearchProgress } from '@/utils/library/search-types';
import { byChange } from '@/utils/library/store';
import { keepTexts, searchTextOf } from '@/utils/library/texts';
import type { Snapshot } from '@/utils/library/types';

/** One chat as it is searched. */
export interface SearchRow {
  readonly snapshot: Snapshot;
  /** As in `SearchText`. */
  readonly words: string;
}

export interface ReadTools {
  readonly signal: AbortSignal;
  readonly report: (progress: SearchProgress) => void;
}

export interface SearchRows {
  /** Every chat of the library as it is now, last changed first. Reads only what has changed since the last time. */
  readonly current: (tools: ReadTools) => Promise<readonly SearchRow[]>;
}

/** How many chats are read at a time; between two slices other jobs have their turn. */
const SLICE = 50;

/** Two equal ones: nothing was added, renewed or taken out in between. */
type Stamp = string;

export function createSearchRows(library: OpenLibrary): SearchRows {
  const rows = new Map<string, SearchRow>();
  let sorted: readonly SearchRow[] = [];
  let stamp: Stamp | undefined;
  let reading: Promise<void> | undefined;
  /** Of every search that waits for the same reading. */
  const listeners = new Set<ReadTools['report']>();
  const report = (progress: SearchProgress): void => {
    for (const listener of listeners) listener(progress);
  };
  const read = async (): Promise<void> => {
    const database = await library();
    const now = await stampOf(database);
    if (now === stamp) return;
    await update(database, rows, report);
    sorted = [...rows.values()].sort((a, b) => byChange(a.snapshot, b.snapshot));
    stamp = now;
  };
  const current = async (tools: ReadTools): Promise<readonly SearchRow[]> => {
    listeners.add(tools.report);
    reading ??= read().finally(() => {
      reading = undefined;
      listeners.clear();
    });
    await reading;
    tools.signal.throwIfAborted();
    return sorted;
  };
  return { current };
}

/** Every new version has a higher key than all before it. */
async function stampOf(database: LibraryDatabase): Promise<Stamp> {
  const transaction = database.transaction(['versions', 'conversations']);
  const [last, count, chats] = await Promise.all([
    transaction.objectStore('versions').openKeyCursor(null, 'prev'),
    transaction.objectStore('versions').count(),
    transaction.objectStore('conversations').count(),
  ]);
  return `${last?.primaryKey} ${count} ${chats}`;
}

async function update(
  database: LibraryDatabase,
  rows: Map<string, SearchRow>,
  report: ReadTools['report'],
): Promise<void> {
  const entries = await database.getAll('conversations');
  const there = new Set(entries.map((entry) => entry.conversationId));
  for (const id of rows.keys()) if (!there.has(id)) rows.delete(id);
  const stale: Entry[] = [];
  for (const entry of entries) {
    const row = rows.get(entry.conversationId);
    // The title is part of the text; it can only change with the payload.
    if (row?.snapshot.hash === entry.best.hash)
      rows.set(entry.conversationId, { ...row, snapshot: entry.best });
    else stale.push(entry);
  }
  for (let from = 0; from < stale.length; from += SLICE) {
    if (stale.length > SLICE) report({ done: from, total: stale.length });
    await readSlice(database, stale.slice(from, from + SLICE), rows);
  }
}

async function readSlice(
  database: LibraryDatabase,
  entries: readonly Entry[],
  rows: Map<string, SearchRow>,
): Promise<void> {
  const kept = await readKept(database, entries);
  const made: SearchText[] = [];
  for (const { best } of entries) {
    let words = kept.get(best.hash);
    if (words === undefined) {
      const fresh = searchTextOf(best, await database.get('objects', best.hash));
      made.push(fresh);
      words = fresh.words;
    }
    rows.set(best.conversationId, { snapshot: best, words });
  }
  if (made.length > 0) await keepTexts(database, made);
}

/** Words by the hash of the payload they are from. */
async function readKept(
  database: LibraryDatabase,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const { store } = database.transaction('texts');
  const found = await Promise.all(entries.map((entry) => store.get(entry.conversationId)));
  return new Map(found.flatMap((one) => (one ? [[one.hash, one.words]] : [])));
}
