import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Window } from 'happy-dom';
import { vi } from 'vitest';
import { ORG_ID, withIds } from './ids.ts';
import { appHtml } from './page-html.ts';
import type { DocumentFacts } from './types.ts';

const PAGES = fileURLToPath(new URL('../fixtures/surfaces/pages/', import.meta.url));

/** Globals that a content script finds in its tab; promises, timers, streams and the clock stay Node's. */
const OF_THE_WINDOW = [
  'document',
  'location',
  'history',
  'navigator',
  'localStorage',
  'sessionStorage',
  'Event',
  'CustomEvent',
  'getComputedStyle',
  'innerWidth',
  'innerHeight',
  'addEventListener',
  'removeEventListener',
  'dispatchEvent',
];
const OF_NODE = new Set(Object.getOwnPropertyNames(globalThis));

export type TabWindow = InstanceType<typeof Window>;

/** What one tab keeps over its documents. */
export interface TabState {
  online: boolean;
  hidden: boolean;
  /** localStorage, as the last document left it. */
  local: Map<string, string>;
}

/** ms from the beginning of the document; its calls come later. */
const NAVIGATION = { entryType: 'navigation', domContentLoadedEventStart: 60 };

/** A fresh window for a document that is about to arrive. */
export function openWindow(
  { path, status }: Pick<DocumentFacts, 'path' | 'status'>,
  tab: TabState,
): TabWindow {
  const window = new Window({
    url: `https://claude.ai${withIds(path)}`,
    settings: {
      disableJavaScriptFileLoading: true,
      disableCSSFileLoading: true,
      disableIframePageLoading: true,
    },
  });
  window.document.cookie = `lastActiveOrg=${ORG_ID}`;
  for (const [key, value] of tab.local) window.localStorage.setItem(key, value);
  Object.defineProperty(window.navigator, 'onLine', { get: () => tab.online, configurable: true });
  Object.defineProperty(window.document, 'hidden', { get: () => tab.hidden, configurable: true });
  const visibility = { get: () => (tab.hidden ? 'hidden' : 'visible'), configurable: true };
  Object.defineProperty(window.document, 'visibilityState', visibility);
  vi.spyOn(performance, 'getEntriesByType').mockImplementation((type) =>
    type === 'navigation' ? ([{ ...NAVIGATION, responseStatus: status ?? 0 }] as never) : [],
  );
  vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(Date.now());
  vi.stubGlobal('window', window);
  // And all classes that only a browser has.
  const classes = Object.getOwnPropertyNames(window).filter(
    (name) => /^[A-Z]/.test(name) && !OF_NODE.has(name),
  );
  for (const name of [...OF_THE_WINDOW, ...classes]) {
    const value = (window as unknown as Record<string, unknown>)[name];
    vi.stubGlobal(name, typeof value === 'function' && /^[a-z]/.test(name) ? value.bind(window) : value);
  }
  return window;
}

/** The document's markup arrives. */
export function fillWindow({ document }: TabWindow, facts: DocumentFacts): void {
  const root = document.documentElement;
  if (facts.html === 'app') {
    const attributes =
      facts.hooks === 'renamed' ? {} : { 'data-build-id': 'b7e1c402', 'data-theme': 'claude' };
    for (const [name, value] of Object.entries({ lang: facts.lang ?? 'en-US', ...attributes }))
      root.setAttribute(name, value);
    root.innerHTML = appHtml(facts);
    return;
  }
  const html = readFileSync(`${PAGES}${facts.html}.html`, 'utf8');
  const [, attributes = '', inner = ''] = /<html([^>]*)>([\s\S]*)<\/html>/i.exec(html) ?? [];
  for (const [, name = '', value = ''] of attributes.matchAll(/([\w-]+)="([^"]*)"/g))
    root.setAttribute(name, value);
  root.innerHTML = inner;
}
