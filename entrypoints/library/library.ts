import { saveFile } from '@/utils/browser/download';
import { extensionVersion } from '@/utils/browser/runtime';
import { openLibrary } from '@/utils/library/database';
import { BACK_UP_ALL, createLibraryPage } from '@/utils/library/page';
import { createStore } from '@/utils/library/store';

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
    signal.addEventListener('abort', () => resolve());
  });

export type LibraryPage = ReturnType<typeof createLibraryPage>;

/** The saved conversations in a browser. `place`: what stands in the address. */
export const openLibraryPage = async (place: () => string, onChange: () => void): Promise<LibraryPage> =>
  createLibraryPage({
    store: createStore(await openLibrary()),
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    random: Math.random,
    sleep,
    saveFile,
    extensionVersion: extensionVersion(),
    onChange,
    // Only when it is over: a page that is loaded again in the middle of a backup goes on with it.
    onBackedUp: () => place() === BACK_UP_ALL && history.replaceState(null, '', location.pathname),
  });
