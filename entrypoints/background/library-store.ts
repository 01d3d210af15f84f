import { openLibrary } from '@/utils/library/database';
import { createStore, type LibraryStore } from '@/utils/library/store';

/** The library, opened once. A database that was closed, or could not be opened, is opened anew by the next who asks. */
export function libraryStore(): () => Promise<LibraryStore> {
  let opened: Promise<LibraryStore> | undefined;
  const forget = (): void => {
    opened = undefined;
  };
  return () => {
    opened ??= openLibrary().then(
      (database) => {
        database.addEventListener('close', forget);
        return createStore(database);
      },
      (error) => {
        forget();
        throw error;
      },
    );
    return opened;
  };
}
