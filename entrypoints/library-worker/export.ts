import type { OpenLibrary } from '@/utils/library/opener';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';
import type { Job } from '@/utils/library/worker/protocol';
import { openExportDisk, sweepExports } from '@/utils/library/zip/disk';
import type { ExportProgress } from '@/utils/library/zip/export-types';
import { exportFiles } from '@/utils/library/zip/files';

/** Files for the downloads. What earlier ones left on the browser's private disk goes first. */
export const exportJob =
  (library: OpenLibrary): Job<'export'> =>
  async (input, { report, signal }) => {
    await sweepExports(input.now).catch(() => undefined);
    const database = await library();
    const edges = { store: createStore(database), shelf: createShelves(database), disk: openExportDisk() };
    return exportFiles({ ...edges, report: seldom(report), signal }, input);
  };

/** The page draws itself anew each time: a thousand chats are no reason to do so a thousand times. */
const EVERY_MS = 100;

function seldom(report: (progress: ExportProgress) => void): (progress: ExportProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < EVERY_MS && progress.done < progress.total) return;
    last = now;
    report(progress);
  };
}
