import type { Entry, LibraryDatabase } from '@/utils/library/database';
import { readEntries } from '@/utils/library/entries';
import type { OpenLibrary } from '@/utils/library/opener';
import type { SearchProgress } from '@/utils/library/search/search-types';
import { byChange } from '@/utils/library/store';
import { readWords } from '@/utils/library/texts';
import type { Snapshot } from '@/utils/library/types';

/** One chat as it is searched. */
export interface SearchRow {
  readonly snapshot: Snapshot;
  /** As in `SearchText`. */
  readonly words: string;
}

export interface ReadTools {
  readonly signal: AbortSignal;
  /** While words are read for the first time. */
  readonly report: (progress: SearchProgress) => void;
}

export interface SearchRows {
  /** Every chat of the library as it is now, last changed first. Reads only what has changed since the last time. */
  readonly current: (tools: ReadTools) => Promise<readonly SearchRow[]>;
  /** Makes the words of chats that have none yet, and holds none of them: the first search is quick then. */
  readonly prepare: (tools: ReadTools) => Promise<void>;
}

/** Nobody searches for this long: the words are let go. */
const REST_MS = 60_000;

/** How many chats are read at a time; between two slices other jobs have their turn. */
const SLICE = 50;

/** Two equal ones: no version came in between. */
type Stamp = number;

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
  let rest: ReturnType<typeof setTimeout> | undefined;
  const letGo = (): void => {
    rows.clear();
    sorted = [];
    stamp = undefined;
  };
  const current = async (tools: ReadTools): Promise<readonly SearchRow[]> => {
    clearTimeout(rest);
    listeners.add(tools.report);
    reading ??= read().finally(() => {
      reading = undefined;
      listeners.clear();
    });
    await reading;
    clearTimeout(rest);
    rest = setTimeout(letGo, REST_MS);
    tools.signal.throwIfAborted();
    return sorted;
  };
  let prepared: Stamp | undefined;
  const prepare = async (tools: ReadTools): Promise<void> => {
    const database = await library();
    const now = await stampOf(database);
    if (now === prepared || now === stamp) return;
    const entries = await readEntries(database);
    for (let from = 0; from < entries.length; from += SLICE) {
      tools.signal.throwIfAborted();
      if (reading) return; // a search makes what is missing itself
      tools.report({ done: from, total: entries.length });
      await readWords(database, entries.slice(from, from + SLICE));
    }
    prepared = now;
  };
  return { current, prepare };
}

/**
 * Every new version has a higher key than all before it. Nothing is counted: with ten thousand chats that takes longer than the
 * search. A chat that was taken out is no row of the list, and goes from here with the next change.
 */
async function stampOf(database: LibraryDatabase): Promise<Stamp> {
  const last = await database.transaction('versions').store.openKeyCursor(null, 'prev');
  return last?.primaryKey ?? 0;
}

async function update(
  database: LibraryDatabase,
  rows: Map<string, SearchRow>,
  report: ReadTools['report'],
): Promise<void> {
  const entries = await readEntries(database);
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
    const slice = stale.slice(from, from + SLICE);
    const words = await readWords(database, slice);
    for (const { best } of slice)
      rows.set(best.conversationId, { snapshot: best, words: words.get(best.hash) ?? '' });
  }
}
