import '@/utils/jitless';
import { render } from 'preact';
import { matchLocale } from '@/components/format';
import { DiagnosticsView } from '@/components/library/DiagnosticsView';
import { DraftsView } from '@/components/library/DraftsView';
import { HelpView } from '@/components/library/HelpView';
import { IncidentsView } from '@/components/library/IncidentsView';
import type { View } from '@/components/library/LibraryNav';
import { SettingsView } from '@/components/library/SettingsView';
import { t } from '@/utils/browser/i18n';
import { DIAGNOSTICS } from '@/utils/library/page/diagnostics';
import { INCIDENTS } from '@/utils/library/page/incidents';
import { SETTINGS } from '@/utils/library/page/settings';
import { SOURCE_PAGES } from '@/utils/status/pages';
import { openDiagnostics } from './diagnostics';
import { openDrafts } from './drafts';
import { openErasing } from './erasing';
import { failureStores } from './failure-stores';
import { openIncidents } from './incidents';
import { libraryView } from './library-view';
import { openPlaybook } from './playbook';
import { openSettings, settingsFacts } from './settings';

/** Kept in the address, so that Back works and a reload stays where it was. */
const place = (): string => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ''; // no address of ours
  }
};

const VIEWS: Readonly<Record<string, View>> = {
  [DIAGNOSTICS]: 'diagnostics',
  [INCIDENTS]: 'incidents',
  [SETTINGS]: 'settings',
  help: 'help',
  drafts: 'drafts',
  playbook: 'playbook',
};
/** Everything else belongs to the library: a conversation, a backup, nothing. */
const viewNow = (): View => (Object.hasOwn(VIEWS, place()) && VIEWS[place()]) || 'library';
const isShown = (view: View) => (): boolean => viewNow() === view;

function openViews(root: HTMLElement, locale: string) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    clearTimeout(timer);
    timer = undefined;
    document.title = t(`${viewNow()}_title`);
    const view = element();
    if (view) render(view, root);
  };
  const drawSoon = (): void => {
    timer ??= setTimeout(draw, 16);
  };
  const library = libraryView({ place, draw, drawSoon });
  const store = failureStores();
  const diagnostics = openDiagnostics(store, isShown('diagnostics'), drawSoon);
  const incidents = openIncidents(store, isShown('incidents'), drawSoon);
  const settings = openSettings(isShown('settings'), drawSoon);
  const erasing = openErasing(library.page, drawSoon);
  const drafts = openDrafts(isShown('drafts'), drawSoon);
  const playbook = openPlaybook(isShown('playbook'), drawSoon);
  const element = () => {
    const clock = { now: Date.now(), locale };
    switch (viewNow()) {
      case 'diagnostics':
        return <DiagnosticsView {...diagnostics.state()} {...diagnostics} clock={clock} />;
      case 'incidents':
        return <IncidentsView {...incidents.state()} {...incidents} clock={clock} />;
      case 'settings':
        return <SettingsView {...settings.state()} {...settings} {...settingsFacts()} erasing={erasing()} />;
      case 'drafts':
        return <DraftsView {...drafts.state()} {...drafts} clock={clock} />;
      case 'help':
        return <HelpView statusPage={SOURCE_PAGES['claude-status-page']} />;
      case 'playbook':
        return playbook.element(clock);
      case 'library':
        return library.element(clock);
    }
  };
  const look = (): void => {
    for (const view of [diagnostics, incidents, settings, drafts, playbook]) view.look();
    if (viewNow() === 'library') void library.page()?.lookAtChoices();
  };
  return { draw, look, openTheLibrary: library.open, goTo: () => void library.page()?.goTo(place()) };
}

function start(root: HTMLElement): void {
  document.documentElement.lang = t('lang');
  const views = openViews(root, matchLocale(t('lang'), navigator.language));
  let shown = viewNow();
  addEventListener('hashchange', () => {
    views.goTo();
    views.look();
    if (shown === viewNow()) return;
    shown = viewNow();
    views.draw();
    root.querySelector('h1')?.focus();
    scrollTo(0, 0);
  });
  views.draw();
  views.look();
  void views.openTheLibrary();
}

const root = document.getElementById('root');
if (root) start(root);
