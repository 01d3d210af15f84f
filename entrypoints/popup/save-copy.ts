import { saveBlob } from '@/utils/browser/download';
import { openLibraryWorker } from '@/utils/browser/library-worker';
import { printPage } from '@/utils/browser/print-page';
import { extensionVersion } from '@/utils/browser/runtime';
import { saveExport } from '@/utils/library/page/export';

/** Saves the ZIP of one stored conversation. */
export async function saveCopyOf(conversationId: string): Promise<void> {
  const worker = openLibraryWorker();
  const edges = { worker, now: Date.now, extensionVersion: extensionVersion(), saveBlob, printPage };
  const saved = await saveExport(edges, { ids: [conversationId], format: 'zip' });
  if (saved !== 'saved') throw new Error(saved);
}
