import { saveFile } from '@/utils/browser/download';
import { extensionVersion } from '@/utils/browser/runtime';
import { openLibrary } from '@/utils/library/database';
import { BACK_UP_ALL, createLibraryPage } from '@/utils/library/page';
import { createStore } from '@/utils/library/store';
import { openBackupDesk } from './full-backup';

export type LibraryPage = ReturnType<typeof createLibraryPage>;

/** The saved conversations in a browser. `place`: what stands in the address. */
export const openLibraryPage = async (place: () => string, onChange: () => void): Promise<LibraryPage> => {
  const database = await openLibrary();
  return createLibraryPage({
    store: createStore(database),
    now: () => Date.now(),
    openDesk: (listeners) => openBackupDesk(database, listeners),
    saveFile,
    extensionVersion: extensionVersion(),
    onChange,
    // Only when it is over: a page that is loaded again in the middle of a backup goes on with it.
    onBackedUp: () => place() === BACK_UP_ALL && history.replaceState(null, '', location.pathname),
  });
};
