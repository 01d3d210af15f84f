import type { LibraryDatabase } from '@/utils/library/database';
import { importFiles } from '@/utils/library/import/import';
import type { ImportOutput, ImportProgress } from '@/utils/library/import/import-types';
import { createShelves, type Shelves } from '@/utils/library/shelves';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { freshLibrary } from '../fresh-library';

export const encode = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

export const fileOf = (bytes: Uint8Array, name = 'chosen'): File =>
  new File([bytes as Uint8Array<ArrayBuffer>], name);

export interface Library {
  readonly database: LibraryDatabase;
  readonly store: LibraryStore;
  readonly shelves: Shelves;
  readonly heard: ImportProgress[];
  readonly take: (...files: (Uint8Array | File)[]) => Promise<ImportOutput>;
}

/** A library of its own that takes files in at the end of 2026. */
export async function openImporting(now = Date.parse('2026-12-31T00:00:00Z')): Promise<Library> {
  const database = await freshLibrary();
  const [store, shelves] = [createStore(database), createShelves(database)];
  const heard: ImportProgress[] = [];
  const tools = {
    signal: new AbortController().signal,
    report: (one: ImportProgress) => void heard.push(one),
  };
  const take: Library['take'] = (...files) =>
    importFiles(
      { store, shelves },
      { files: files.map((one) => (one instanceof File ? one : fileOf(one))), now },
      tools,
    );
  return { database, store, shelves, heard, take };
}

/** What was found, in short: the counts that aren't 0, and each problem as one line. */
export function inShort({ problems, full, ...counts }: ImportOutput): Record<string, unknown> {
  const some = Object.entries(counts).filter(([, count]) => count !== 0);
  return {
    ...Object.fromEntries(some),
    ...(full && { full }),
    ...(problems.length > 0 && { problems: problems.map((one) => `${one.where} ${one.what}`.trim()) }),
  };
}
