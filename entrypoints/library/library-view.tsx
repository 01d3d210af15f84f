import type { Clock } from '@/components/format';
import { ClosedLibrary } from '@/components/library/ClosedLibrary';
import { LibraryView } from '@/components/library/LibraryView';
import { isNewerDatabase } from '@/utils/library/database';
import { BACK_UP_ALL } from '@/utils/library/page/page';
import { type LibraryPage, libraryFacts, openLibraryPage } from './library';

interface ViewEdges {
  /** What stands in the address. */
  readonly place: () => string;
  readonly draw: () => void;
  readonly drawSoon: () => void;
}

/** The library in a page, or why it can't be opened. */
export function libraryView({ place, draw, drawSoon }: ViewEdges) {
  let library: LibraryPage | undefined;
  let closed: 'newer' | 'other' | undefined;
  const close = (why: 'newer' | 'other'): void => {
    closed = why;
    draw();
  };
  /** The other views don't wait for the library, nor fail with it. */
  const open = async (): Promise<void> => {
    try {
      library = await openLibraryPage({ place, onChange: drawSoon, onGone: () => close('other') });
      closed = undefined;
    } catch (error) {
      return close(isNewerDatabase(error) ? 'newer' : 'other');
    }
    draw();
    void library.lookAtChoices();
    await library.goTo(place());
    if (place() !== BACK_UP_ALL) void library.attend();
  };
  return {
    open,
    page: () => library,
    element: (clock: Clock) => {
      if (closed) return <ClosedLibrary why={closed} onAgain={() => void open()} />;
      return library && <LibraryView {...library.state()} {...library} {...libraryFacts} clock={clock} />;
    },
  };
}
