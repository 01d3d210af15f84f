import { saveBlob } from '@/utils/browser/download';
import { openLibraryWorker } from '@/utils/browser/library-worker';
import { send } from '@/utils/browser/messages';
import { printPage } from '@/utils/browser/print-page';
import { extensionVersion } from '@/utils/browser/runtime';
import { FORMAT_IDS } from '@/utils/export/types';
import { openLibrary } from '@/utils/library/database';
import { onDeleted, tellDeleted } from '@/utils/library/delete/told';
import { withLeftOut } from '@/utils/library/left-out';
import { BACK_UP_ALL, createLibraryPage } from '@/utils/library/page/page';
import { rich } from '@/utils/library/page/rich';
import { marksOf, termsOf } from '@/utils/library/search/query';
import { createStore } from '@/utils/library/store';
import { chatsLeftOut } from '@/utils/storage/backup-items';
import { settings } from '@/utils/storage/settings-items';
import { openBackupDesk } from './full-backup';

export type LibraryPage = ReturnType<typeof createLibraryPage>;

/** What the view needs besides the state: the same objects each time, so that nothing is made anew for them. */
export const libraryFacts = {
  rich,
  formats: FORMAT_IDS,
  onCarryOver: (conversationId: string) => void send('carry-over-chat', { conversationId }),
  afterRest: (work: () => void) => {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  },
  findIn: (query: string, text: string) => marksOf(text, termsOf(query)),
};

/** What a backup leaves in a worker's memory is gone before its ZIP is made, and what that leaves before the page stands open. */
const IDLE_MS = 0;

interface PlaceOfPage {
  /** What stands in the address. */
  readonly place: () => string;
  readonly onChange: () => void;
  /** The browser has closed the library, as on a full disk, or a newer version of the extension has. */
  readonly onGone: () => void;
}

/** The saved conversations in a browser. */
export const openLibraryPage = async ({ place, onChange, onGone }: PlaceOfPage): Promise<LibraryPage> => {
  const database = await openLibrary({ onGone });
  const store = createStore(database);
  const heavyWorker = openLibraryWorker(IDLE_MS);
  const page = createLibraryPage({
    store,
    worker: openLibraryWorker(),
    heavyWorker,
    now: () => Date.now(),
    openDesk: (listeners) => openBackupDesk(database, heavyWorker, listeners),
    saveBlob,
    printPage,
    askProtection: () => navigator.storage.persist(),
    isAutomatic: async () => (await settings.get()).automaticBackup,
    leftOut: chatsLeftOut.get,
    leaveOut: async (conversationId, isOut) => {
      await chatsLeftOut.update((chats) => withLeftOut(chats, conversationId, isOut));
    },
    tellDeleted,
    closeChat: () => {
      history.replaceState(null, '', '#list');
      document.querySelector('h1')?.focus();
    },
    wantsFiles: async () => (await settings.get()).backUpFiles,
    wantFiles: async (backUpFiles) => {
      await settings.update((before) => ({ ...before, backUpFiles }));
    },
    extensionVersion: extensionVersion(),
    onChange,
    // Only when it is over: a page that is loaded again in the middle of a backup goes on with it.
    onBackedUp: () => place() === BACK_UP_ALL && history.replaceState(null, '', location.pathname),
  });
  onDeleted(page.heardDeletion);
  return page;
};
