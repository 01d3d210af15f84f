import '@/utils/jitless';
import { render } from 'preact';
import { matchLocale } from '@/components/format';
import { DiagnosticsView } from '@/components/library/DiagnosticsView';
import { LibraryView } from '@/components/library/LibraryView';
import { saveFile } from '@/utils/browser/download';
import { t } from '@/utils/browser/i18n';
import { extensionVersion } from '@/utils/browser/runtime';
import { openLibrary } from '@/utils/library/database';
import { DIAGNOSTICS } from '@/utils/library/diagnostics';
import { BACK_UP_ALL, createLibraryPage } from '@/utils/library/page';
import { createStore } from '@/utils/library/store';
import { openDiagnostics } from './diagnostics';

/** Kept in the address, so that Back works and a reload stays where it was. */
const place = (): string => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ''; // no address of ours
  }
};

const isDiagnostics = (): boolean => place() === DIAGNOSTICS;

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
    signal.addEventListener('abort', () => resolve());
  });

async function start(root: HTMLElement): Promise<void> {
  document.documentElement.lang = t('lang');
  void navigator.storage.persist(); // the answer changes nothing: the ZIP is the copy that outlives the browser
  const locale = matchLocale(t('lang'), navigator.language);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    timer = undefined;
    const clock = { now: Date.now(), locale };
    const shows = isDiagnostics();
    document.title = t(shows ? 'diagnostics_title' : 'library_title');
    render(
      shows ? (
        <DiagnosticsView {...diagnostics.state()} {...diagnostics} clock={clock} />
      ) : (
        <LibraryView {...page.state()} {...page} clock={clock} />
      ),
      root,
    );
  };
  const drawSoon = (): void => {
    if (timer === undefined) timer = setTimeout(draw, 16);
  };
  const diagnostics = openDiagnostics(isDiagnostics, drawSoon);
  const page = createLibraryPage({
    store: createStore(await openLibrary()),
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    random: Math.random,
    sleep,
    saveFile,
    extensionVersion: extensionVersion(),
    onChange: drawSoon,
    // Only when it is over: a page that is loaded again in the middle of a backup goes on with it.
    onBackedUp: () => place() === BACK_UP_ALL && history.replaceState(null, '', location.pathname),
  });
  addEventListener('hashchange', () => {
    diagnostics.look();
    void page.goTo(place());
  });
  draw();
  diagnostics.look();
  await page.goTo(place());
}

const root = document.getElementById('root');
if (root) void start(root);
