import type { Browser, Page } from 'puppeteer-core';

export type BrowserName = 'chromium' | 'firefox';

/** Where the stage (the local server that plays claude.ai) listens. */
export interface StageAddress {
  httpsPort: number;
  proxyPort: number;
  /** Base64 SHA-256 of the certificate's public key; empty trusts any certificate. */
  spki: string;
}

export interface LaunchOptions {
  /** Folder of the built extension; null launches the browser without it. */
  extensionPath: string | null;
  stage: StageAddress;
  /** Folder of another extension, a stranger to ours. */
  besides?: string;
  headless?: boolean;
  /** Kept after `close()` and `kill()`, so that a second launch on it is a browser restart. */
  userDataDir?: string;
  startUrl?: string;
  /** Chromium: nobody listens to the network. Who does makes each page keep every answer in its memory, which misleads a measurement. */
  unheard?: boolean;
}

export interface ExtensionBrowser {
  readonly name: BrowserName;
  readonly browser: Browser;
  /** Where this browser saves downloads; fresh for each launch, gone after `close()`. */
  readonly downloadsDir: string;
  /** Uncaught errors and `console.error` of the extension: content scripts, its pages, its background. */
  readonly problems: string[];
  /** `console.error` and uncaught errors of the web pages themselves. */
  readonly pageErrors: string[];
  /** Origin of the extension's pages, without a slash at the end. */
  readonly extensionOrigin: string;
  newPage(url?: string): Promise<Page>;
  /** Opens in a window of its own: the web page stays visible, as it does under a real popup. */
  openExtensionPage(path: string): Promise<Page>;
  /** Runs `fn` (self-contained; arguments and result as JSON) where the extension's API is; wakes no background. */
  evaluateInExtension<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  tabId(page: Page): Promise<number>;
  badgeText(tabId?: number): Promise<string>;
  badgeTitle(tabId?: number): Promise<string>;
  backgroundRunning(): Promise<boolean>;
  /** Ends the service worker or event page, as the browser does when it is idle. */
  killBackground(): Promise<void>;
  /** Another life of the extension in the same browser, as after an update; open tabs stay as they are. */
  reloadExtension(): Promise<void>;
  /** As its switch for private windows in the browser's list of extensions does; another life of the extension begins. */
  allowPrivate(): Promise<void>;
  /** As the user's switch for claude.ai in the browser's list of extensions does: granted at install, it can be taken back. */
  setHostAccess(isAllowed: boolean): Promise<void>;
  /** As its switch in the browser's list of extensions does. */
  disableExtension(): Promise<void>;
  /** Takes the page (in Firefox: the browser) off the network, and `navigator.onLine` with it. */
  setOffline(page: Page, offline: boolean): Promise<void>;
  /** From now on clicked, as the user would, in the browser's own question for a permission. Firefox only: Chromium's is out of reach. */
  answerQuestions?(allow: boolean): Promise<void>;
  /** From now on a notification stays until somebody clicks it, also without a screen. */
  keepNotifications(): Promise<void>;
  /** The user's click on the extension's notification of this id. */
  clickNotification(id: string): Promise<void>;
  setColorScheme(page: Page, scheme: 'light' | 'dark'): Promise<void>;
  /** As a user's own few colours for everything, in the system's settings. Firefox: for all pages. */
  setForcedColors(page: Page, forced: boolean): Promise<void>;
  /** Ends the process that shows the page, as its own crash would; the tab stays. */
  crash(page: Page): Promise<void>;
  /** The crashed tab is loaded again, as by the button that its user sees there. */
  restoreCrashed(tabId: number): Promise<void>;
  close(): Promise<void>;
  /** Ends the process at once, as a crash or the system would. */
  kill(): Promise<void>;
}
