import '@/utils/jitless';
import { render } from 'preact';
import { matchLocale } from '@/components/format';
import { LibraryView } from '@/components/library/LibraryView';
import { saveFile } from '@/utils/browser/download';
import { t } from '@/utils/browser/i18n';
import { extensionVersion } from '@/utils/browser/runtime';
import { openLibrary } from '@/utils/library/database';
import { BACK_UP_ALL, createLibraryPage } from '@/utils/library/page';
import { createStore } from '@/utils/library/store';

/** Kept in the address, so that Back works and a reload stays where it was. */
const place = (): string => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ''; // no address of ours
  }
};

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
    signal.addEventListener('abort', () => resolve());
  });

async function start(root: HTMLElement): Promise<void> {
  document.title = t('library_title');
  document.documentElement.lang = t('lang');
  void navigator.storage.persist(); // the answer changes nothing: the ZIP is the copy that outlives the browser
  const locale = matchLocale(t('lang'), navigator.language);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    timer = undefined;
    render(<LibraryView {...page.state()} {...page} clock={{ now: Date.now(), locale }} />, root);
  };
  const page = createLibraryPage({
    store: createStore(await openLibrary()),
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    random: Math.random,
    sleep,
    saveFile,
    extensionVersion: extensionVersion(),
    onChange: () => {
      if (timer === undefined) timer = setTimeout(draw, 16);
    },
    // Only when it is over: a page that is loaded again in the middle of a backup goes on with it.
    onBackedUp: () => place() === BACK_UP_ALL && history.replaceState(null, '', location.pathname),
  });
  addEventListener('hashchange', () => void page.goTo(place()));
  draw();
  await page.goTo(place());
}

const root = document.getElementById('root');
if (root) void start(root);
