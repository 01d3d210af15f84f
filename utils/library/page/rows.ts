import type { LibraryDatabase } from '@/utils/library/database';
import { readEntries } from '@/utils/library/entries';
import type { Choices } from '@/utils/library/page/state';
import { byChange, createStore, type StorageUse } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';

/** One conversation of the list, without its words. */
export interface ListedRow {
  /** The best version. */
  readonly snapshot: Snapshot;
  /** Epoch ms since when claude.ai doesn't list it any more; null while it does. */
  readonly goneAt: number | null;
}

/** All that the list and what stands above it are made from. */
export interface Listing {
  /** Last changed first. */
  readonly rows: readonly ListedRow[];
  readonly use: StorageUse;
  readonly choices: Choices;
}

export async function readListing(database: LibraryDatabase): Promise<Listing> {
  const [entries, projects, use] = await Promise.all([
    readEntries(database),
    database.getAll('projects'),
    createStore(database).storageUse(),
  ]);
  const rows = entries
    .map(({ best, goneAt }): ListedRow => ({ snapshot: best, goneAt: goneAt ?? null }))
    .sort((a, b) => byChange(a.snapshot, b.snapshot));
  const names = new Map(projects.map(({ id, name }) => [id, name]));
  const distinct = <T>(values: readonly (T | null | undefined)[]): T[] =>
    [...new Set(values)].filter((value) => value !== null && value !== undefined);
  const choices = {
    projects: distinct(rows.map(({ snapshot }) => snapshot.projectId))
      .map((id) => ({ id, name: names.get(id) ?? id.slice(-12) }))
      .sort((a, b) => byName(a.name, b.name)),
    models: distinct(rows.map(({ snapshot }) => snapshot.model)).sort(byName),
    sources: distinct(rows.map(({ snapshot }) => snapshot.source)).sort(byName),
  };
  return { rows, use, choices };
}

const byName = (a: string, b: string): number => a.localeCompare(b);
