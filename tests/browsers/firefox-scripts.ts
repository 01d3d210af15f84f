/**
 * Functions that run inside Firefox's own window. Each is sent as text: nothing from outside its body can be used.
 * The types name only what is used here of Firefox's internals.
 */

interface ScriptError {
  errorMessage: string;
  sourceName: string;
  flags: number;
}

interface NativeTab {
  readonly nativeTab: unique symbol;
  hasAttribute(name: string): boolean;
}

interface BrowsingContext {
  top: BrowsingContext & { embedderElement: unknown };
  topChromeWindow: { gBrowser: { getTabForBrowser(browser: unknown): NativeTab } };
  prefersColorSchemeOverride: 'light' | 'dark' | 'none';
  currentWindowGlobal: { osPid: number };
}

interface ExtensionInternals {
  backgroundState: string;
  terminateBackground(options: object): Promise<void>;
}

interface ExtensionGlobal {
  tabTracker: { getId(tab: NativeTab): number; getTab(id: number): NativeTab };
  browserActionFor(extension: ExtensionInternals): {
    action: { getProperty(tab: NativeTab | null, name: string): string | null };
  };
}

interface ErrorList {
  lifelineErrors?: { text: string; source: string }[];
}

declare const ChromeUtils: {
  importESModule(url: 'resource:///modules/sessionstore/TabStateFlusher.sys.mjs'): {
    TabStateFlusher: { flush(browser: unknown): Promise<unknown> };
  };
  importESModule(url: 'resource:///modules/sessionstore/SessionStore.sys.mjs'): {
    SessionStore: { reviveCrashedTab(tab: NativeTab): void };
  };
  importESModule(url: 'chrome://remote/content/shared/NavigableManager.sys.mjs'): {
    NavigableManager: { getBrowsingContextById(id: string): BrowsingContext };
  };
  importESModule(url: 'resource://gre/modules/AddonManager.sys.mjs'): {
    AddonManager: { getAddonByID(id: string): Promise<Addon | null> };
  };
  importESModule(url: 'resource://gre/modules/ExtensionParent.sys.mjs'): {
    ExtensionParent: { apiManager: { global: ExtensionGlobal } };
  };
};
interface Addon {
  reload(): Promise<void>;
  disable(): Promise<void>;
}

declare const Ci: { nsIScriptError: { warningFlag: number; new (): ScriptError } };
declare const Services: {
  obs: {
    addObserver(
      observer: { observe(subject: { wrappedJSObject: { resolve(allow: boolean): void } }): void },
      topic: string,
    ): void;
  };
  io: { offline: boolean };
  prefs: { setIntPref(name: string, value: number): void };
  console: { registerListener(listener: { observe(message: unknown): void }): void };
  ppmm: {
    addMessageListener(
      name: string,
      listener: (message: { data: { text: string; source: string } }) => void,
    ): void;
    loadProcessScript(url: string, forFutureProcesses: boolean): void;
  };
};
declare const WebExtensionPolicy: { getByID(id: string): { extension: ExtensionInternals } | null };

/** The whole browser, as its menu item "Work Offline" does. */
export function workOffline(offline: boolean): void {
  Services.io.offline = offline;
}

/** Collects uncaught errors, and with `consoleScript` the `console.error` of every content process. */
export function collectErrors(consoleScript: string): void {
  const list: NonNullable<ErrorList['lifelineErrors']> = [];
  (globalThis as ErrorList).lifelineErrors = list;
  Services.console.registerListener({
    observe(message) {
      if (!(message instanceof Ci.nsIScriptError) || message.flags & Ci.nsIScriptError.warningFlag) return;
      list.push({ text: message.errorMessage, source: message.sourceName });
    },
  });
  Services.ppmm.addMessageListener('lifeline:console', ({ data }) => list.push(data));
  Services.ppmm.loadProcessScript(`data:text/javascript,${encodeURIComponent(consoleScript)}`, true);
}

/** Runs in each content process: BiDi shows no console messages of extension pages and backgrounds. */
export const CONSOLE_SCRIPT = `{
  const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
  storage.addLogEventListener((subject) => {
    const event = subject.wrappedJSObject;
    if (event.level !== 'error' && event.level !== 'assert') return;
    const text = 'console.' + event.level + ': ' + event.arguments.map(String).join(' ');
    Services.cpmm.sendAsyncMessage('lifeline:console', { text, source: String(event.filename) });
  }, Services.scriptSecurityManager.getSystemPrincipal());
}`;

export function takeErrors(): { text: string; source: string }[] {
  return (globalThis as ErrorList).lifelineErrors?.splice(0) ?? [];
}

export function backgroundState(id: string): string {
  return WebExtensionPolicy.getByID(id)?.extension.backgroundState ?? 'none';
}

export async function stopBackground(id: string): Promise<void> {
  // What Firefox itself calls when an event page was idle; the options skip "someone is debugging it".
  const options = { ignoreDevToolsAttached: true, disableResetIdleForTest: true };
  await WebExtensionPolicy.getByID(id)?.extension.terminateBackground(options);
}

/** What the buttons "Reload" of about:debugging and "Disable" of about:addons do. */
export async function manageAddon(id: string, what: 'reload' | 'disable'): Promise<void> {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  await (await AddonManager.getAddonByID(id))?.[what]();
}

export function tabIdOf(contextId: string): number {
  const { NavigableManager } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/NavigableManager.sys.mjs',
  );
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const context = NavigableManager.getBrowsingContextById(contextId);
  const tab = context.topChromeWindow.gBrowser.getTabForBrowser(context.top.embedderElement);
  return ExtensionParent.apiManager.global.tabTracker.getId(tab);
}

/** What the toolbar button shows for a tab (0: for tabs without a value of their own). */
export function actionProperty(id: string, tabId: number, name: 'badgeText' | 'title'): string {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { tabTracker, browserActionFor } = ExtensionParent.apiManager.global;
  const extension = WebExtensionPolicy.getByID(id)?.extension;
  if (!extension) throw new Error(`${id} is not installed`);
  const tab = tabId ? tabTracker.getTab(tabId) : null;
  return browserActionFor(extension).action.getProperty(tab, name) ?? '';
}

export function overrideColorScheme(contextId: string, scheme: 'light' | 'dark'): void {
  const { NavigableManager } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/NavigableManager.sys.mjs',
  );
  NavigableManager.getBrowsingContextById(contextId).top.prefersColorSchemeOverride = scheme;
}

/** What "Override the colors specified by the page: always" of Firefox's settings does. */
export function forceColors(forced: boolean): void {
  Services.prefs.setIntPref('browser.display.document_color_use', forced ? 2 : 1);
}

/** The process that shows the page. What Firefox would restore of the tab is noted first: it does so by itself only every 15 s. */
export async function processToCrash(contextId: string): Promise<number> {
  const { NavigableManager } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/NavigableManager.sys.mjs',
  );
  const { TabStateFlusher } = ChromeUtils.importESModule(
    'resource:///modules/sessionstore/TabStateFlusher.sys.mjs',
  );
  const { top } = NavigableManager.getBrowsingContextById(contextId);
  await TabStateFlusher.flush(top.embedderElement);
  return top.currentWindowGlobal.osPid;
}

/** Whether Firefox has noticed that the tab's process is gone. */
export function isCrashed(tabId: number): boolean {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  return ExtensionParent.apiManager.global.tabTracker.getTab(tabId).hasAttribute('crashed');
}

/** What the button "Restore This Tab" does; a reload would leave such a tab with an empty page. */
export function restoreCrashed(tabId: number): void {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { SessionStore } = ChromeUtils.importESModule(
    'resource:///modules/sessionstore/SessionStore.sys.mjs',
  );
  SessionStore.reviveCrashedTab(ExtensionParent.apiManager.global.tabTracker.getTab(tabId));
}

/** The question itself stays where nobody sees it; whoever answers first decides. */
export function answerQuestions(allow: boolean): void {
  const page = globalThis as { lifelineAnswer?: boolean };
  const isNew = page.lifelineAnswer === undefined;
  page.lifelineAnswer = allow;
  if (!isNew) return;
  Services.obs.addObserver(
    { observe: ({ wrappedJSObject }) => wrappedJSObject.resolve(page.lifelineAnswer === true) },
    'webextension-optional-permission-prompt',
  );
}
