import type { LibraryDatabase, OpenOptions } from '@/utils/library/database';

/** The library, opened at the first call and again after the browser or a newer version of the extension has closed it. */
export type OpenLibrary = () => Promise<LibraryDatabase>;

export function createLibraryOpener(open: (options: OpenOptions) => Promise<LibraryDatabase>): OpenLibrary {
  let opened: Promise<LibraryDatabase> | undefined;
  const onGone = (): void => {
    opened = undefined;
  };
  return () => {
    opened ??= open({ onGone }).catch((error: unknown) => {
      onGone();
      throw error;
    });
    return opened;
  };
}
