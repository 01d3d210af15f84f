import { t } from '@/utils/browser/i18n';
import { LibraryNav } from './LibraryNav';
import './LibraryView.css';

interface ClosedProps {
  /** `newer`: a newer version of the extension has written it. `other`: the browser can't open it now. */
  readonly why: 'newer' | 'other';
  readonly onAgain: () => void;
}

/** In place of a library that can't be opened; the other views don't need it. */
export const ClosedLibrary = ({ why, onAgain }: ClosedProps) => (
  <div class="library sheet">
    <LibraryNav view="library" />
    <header class="top">
      <h1 tabIndex={-1}>{t('library_title')}</h1>
    </header>
    <main data-closed={why}>
      <p role="alert">{t(why === 'newer' ? 'library_newer' : 'library_unopened')}</p>
      {why === 'other' && (
        <button type="button" data-action="open-again" onClick={onAgain}>
          {t('library_open_again')}
        </button>
      )}
    </main>
  </div>
);
