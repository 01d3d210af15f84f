import { openExportDisk, sweepExports } from '@/utils/library/export-disk';
import { exportFiles } from '@/utils/library/export-files';
import type { OpenLibrary } from '@/utils/library/opener';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';
import type { Job } from '@/utils/library/worker-protocol';

/** Files for the downloads. What earlier ones left on the browser's private disk goes first. */
export const exportJob =
  (library: OpenLibrary): Job<'export'> =>
  async (input, { report, signal }) => {
    await sweepExports(input.now).catch(() => undefined);
    const database = await library();
    const edges = { store: createStore(database), shelf: createShelves(database), disk: openExportDisk() };
    return exportFiles({ ...edges, report, signal }, input);
  };
