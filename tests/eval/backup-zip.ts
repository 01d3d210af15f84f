import type { BackupProblem } from '@/utils/export/manifest';
import type { LibraryDatabase } from '@/utils/library/database';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';
import { createInMemory } from '@/utils/library/zip/disk';
import { exportFiles } from '@/utils/library/zip/files';

/** The ZIP of the whole library, as its worker makes it. */
export async function zipBytes(
  database: LibraryDatabase,
  problems: readonly BackupProblem[],
): Promise<Uint8Array> {
  const edges = {
    store: createStore(database),
    shelf: createShelves(database),
    disk: { create: async () => createInMemory() },
    report: () => undefined,
  };
  const { files } = await exportFiles(edges, {
    ids: null,
    format: 'zip',
    extensionVersion: '1.0.0',
    now: Date.parse('2026-11-20T12:00:00Z'),
    problems,
  });
  const [file] = files;
  if (!file || files.length > 1) throw new Error(`${files.length} files instead of one ZIP`);
  return new Uint8Array(await file.blob.arrayBuffer());
}
