import '@/utils/jitless';
import { saveFile } from '@/utils/browser/download';
import { extensionVersion } from '@/utils/browser/runtime';
import { openLibrary } from '@/utils/library/database';
import { zipOf } from '@/utils/library/save-copy';
import { createStore } from '@/utils/library/store';

/** Saves the ZIP of one stored conversation. */
export async function saveCopyOf(conversationId: string): Promise<void> {
  const store = createStore(await openLibrary());
  const { name, bytes } = await zipOf(store, [conversationId], {
    extensionVersion: extensionVersion(),
    now: Date.now(),
  });
  saveFile(name, bytes, 'application/zip');
}
