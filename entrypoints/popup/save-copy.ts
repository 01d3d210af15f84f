import '@/utils/jitless';
import { saveFile } from '@/utils/browser/download';
import { extensionVersion } from '@/utils/browser/runtime';

/** Saves the ZIP of one stored conversation. Its code loads when it is wanted. */
export async function saveCopyOf(conversationId: string): Promise<void> {
  const [{ openLibrary }, { createStore }, { zipOf }] = await Promise.all([
    import('@/utils/library/database'),
    import('@/utils/library/store'),
    import('@/utils/library/save-copy'),
  ]);
  const store = createStore(await openLibrary());
  const { name, bytes } = await zipOf(store, [conversationId], {
    extensionVersion: extensionVersion(),
    now: Date.now(),
  });
  saveFile(name, bytes, 'application/zip');
}
