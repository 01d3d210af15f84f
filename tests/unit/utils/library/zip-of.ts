import type { Shelves } from '@/utils/library/shelves';
import type { LibraryStore } from '@/utils/library/store';
import { createInMemory } from '@/utils/library/zip/disk';
import type { ExportInput } from '@/utils/library/zip/export-types';
import { exportFiles } from '@/utils/library/zip/files';

export interface SavedCopy {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A backup in memory, without files and projects. */
export async function zipOf(
  store: Pick<LibraryStore, 'latest' | 'list' | 'readRaw'>,
  ids: readonly string[],
  facts: Pick<ExportInput, 'extensionVersion' | 'now' | 'problems'>,
): Promise<SavedCopy> {
  const shelf = { readObject: store.readRaw, filesOf: async () => [], projects: async () => [] };
  const disk = { create: async () => createInMemory() };
  const edges = { store, shelf, disk, report: () => undefined };
  const { files } = await exportFiles(edges, { ...facts, ids, format: 'zip' });
  const [file] = files;
  if (!file) throw new Error('a ZIP holds its manifest at least');
  return { name: file.name, bytes: new Uint8Array(await file.blob.arrayBuffer()) };
}

/** A backup of everything, as the library's page saves it. */
export async function zipWithFiles(store: LibraryStore, shelves: Shelves): Promise<Uint8Array<ArrayBuffer>> {
  const disk = { create: async () => createInMemory() };
  const edges = { store, shelf: shelves, disk, report: () => undefined };
  const { files } = await exportFiles(edges, { ids: null, format: 'zip', extensionVersion: '0.1.0', now: 1 });
  return new Uint8Array((await files[0]?.blob.arrayBuffer()) ?? new ArrayBuffer(0));
}
