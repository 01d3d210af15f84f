import { openLibrary } from '@/utils/library/database';
import { createLibraryOpener } from '@/utils/library/opener';
import { createStore, type LibraryStore } from '@/utils/library/store';

/** The library, opened once. A database that was closed, or could not be opened, is opened anew by the next who asks. */
export function libraryStore(): () => Promise<LibraryStore> {
  const library = createLibraryOpener(openLibrary);
  return async () => createStore(await library());
}
