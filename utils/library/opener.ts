import type { LibraryDatabase } from '@/utils/library/database';

/** The library, opened at the first call and again after the browser or a newer version of the extension has closed it. */
export type OpenLibrary = () => Promise<LibraryDatabase>;

export function createLibraryOpener(open: () => Promise<LibraryDatabase>): OpenLibrary {
  let opened: Promise<LibraryDatabase> | undefined;
  const forget = (): void => {
    opened = undefined;
  };
  return () => {
    opened ??= open().then(
      (database) => {
        database.addEventListener('close', forget);
        return database;
      },
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    return opened;
  };
}
