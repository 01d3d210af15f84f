import { send } from '@/utils/browser/messages';
import { FAILURES_NAME, openFailures } from '@/utils/failures/database';
import { tellWritten } from '@/utils/failures/written';
import { LIBRARY_NAME, openLibrary } from '@/utils/library/database';
import type { Erasing } from '@/utils/library/delete/delete-types';
import { deleteEverything, type Erased, emptyDatabase } from '@/utils/library/delete/everything';
import { tellDeleted } from '@/utils/library/delete/told';
import { createLibraryOpener } from '@/utils/library/opener';
import { FULL_BACKUP } from '@/utils/library/run/host';
import { createRunBook } from '@/utils/library/run/record';
import { sweepExports } from '@/utils/library/zip/disk';
import { logClearedAt } from '@/utils/storage/diagnostic-items';
import { eraseLocal } from '@/utils/storage/erasing';
import type { LibraryPage } from './library';

/** Drafts, half answers and the open incident: the background writes these all the time, so it lets them go too. */
async function letAllGo(): Promise<void> {
  const { ok } = await send('let-go', { what: 'all', name: '' });
  if (!ok) throw new Error('the background does not answer');
}

/** A file that the browser may still be copying into the downloads goes at a later look: in a while, or when a page is opened. */
const sweep = (): Promise<void> => sweepExports(Date.now()).catch(() => undefined);
const LATER_MS = 11 * 60_000;

/** Everything that is kept, in a browser. */
async function erase(): Promise<Erased> {
  const library = createLibraryOpener(openLibrary);
  const nudges = new BroadcastChannel(FULL_BACKUP);
  const end = await deleteEverything({
    nudges,
    book: createRunBook(library),
    locks: navigator.locks,
    tell: tellDeleted,
    parts: [
      // First, so that what is being written meanwhile is known to be of before.
      () => logClearedAt.set(Date.now()),
      letAllGo,
      () => emptyDatabase(LIBRARY_NAME, library),
      () => emptyDatabase(FAILURES_NAME, openFailures),
      eraseLocal,
      sweep,
    ],
  });
  nudges.close();
  setTimeout(sweep, LATER_MS);
  tellWritten();
  return end;
}

/** The section of the settings that deletes everything. `library`: undefined while it can't be opened. */
export function openErasing(library: () => LibraryPage | undefined, onChange: () => void): () => Erasing {
  void sweep();
  let state: Erasing['state'] = null;
  const set = (next: Erasing['state']): void => {
    state = next;
    onChange();
  };
  const onErase = async (): Promise<void> => {
    set('erasing');
    set(await erase().catch((): Erased => 'failed'));
  };
  return () => {
    const page = library();
    const { saving = null, news = null, use } = page?.state() ?? {};
    return {
      state,
      copy: { isSaving: saving !== null, news },
      canSave: (use?.conversations ?? 0) > 0,
      onSaveFirst: () => {
        state = null;
        page?.onSaveAll();
      },
      onErase: () => void onErase(),
    };
  };
}
