import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { ALL_HOSTS } from '../stage/hosts.ts';
import { ChromiumControl, isWorkerOf, manageExtension } from './chromium-control.ts';
import { watchProblems } from './chromium-problems.ts';
import { findBrowser } from './find.ts';
import { waitFor } from './poll.ts';
import { closeBrowser, killBrowser, type LaunchFolders, makeFolders, orRemove } from './process.ts';
import type { ExtensionBrowser, LaunchOptions, StageAddress } from './types.ts';

/** Inside the functions that run in the extension's hidden document. */
declare const chrome: ExtensionApi;

export const FLAGS = [
  // The tests also run as root, where the sandbox does not start.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-component-update',
  '--no-default-browser-check',
];

/** Every name but the stage's resolves to nothing: no test reaches the network. */
function hostRules(httpsPort: number): string {
  const stage = ALL_HOSTS.map((host) => `MAP ${host}:443 127.0.0.1:${httpsPort}`);
  return [...stage, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ');
}

export function stageFlags({ httpsPort, spki }: StageAddress): string[] {
  return [
    `--host-resolver-rules=${hostRules(httpsPort)}`,
    // Unlike --ignore-certificate-errors, this leaves the HTTP cache on.
    spki ? `--ignore-certificate-errors-spki-list=${spki}` : '--ignore-certificate-errors',
  ];
}

/** Branded Chrome (137 and later) ignores --load-extension; it takes an extension over the debugging pipe only. */
export function isBranded(executable: string): boolean {
  return (
    /google[-_ ]?chrome|microsoft[-_ ]?edge|\\Google\\Chrome\\/i.test(executable) &&
    !/testing/i.test(executable)
  );
}

function extensionSettings({ extensionPath, besides }: LaunchOptions, executable: string) {
  if (extensionPath === null) return { flags: [], settings: {} };
  const paths = besides === undefined ? [extensionPath] : [extensionPath, besides];
  if (isBranded(executable)) return { flags: [], settings: { enableExtensions: paths, pipe: true } };
  return {
    flags: [`--load-extension=${paths}`, `--disable-extensions-except=${paths}`],
    settings: { enableExtensions: true },
  };
}

async function start(options: LaunchOptions, folders: LaunchFolders): Promise<Browser> {
  const executablePath = await findBrowser('chromium');
  const { flags, settings } = extensionSettings(options, executablePath);
  return puppeteer.launch({
    browser: 'chrome',
    executablePath,
    headless: options.headless ?? true,
    userDataDir: folders.profile,
    defaultViewport: null,
    networkEnabled: !options.unheard,
    issuesEnabled: !options.unheard,
    downloadBehavior: { policy: 'allow', downloadPath: folders.downloads },
    args: [...FLAGS, ...stageFlags(options.stage), ...flags],
    ...settings,
  });
}

/** Chromium makes an unpacked extension's id from its key or else from its folder. */
function extensionId(path: string): string {
  const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as { key?: string };
  const folder = realpathSync(path);
  const encoding = process.platform === 'win32' ? 'utf16le' : 'utf8';
  const source = manifest.key ? Buffer.from(manifest.key, 'base64') : Buffer.from(folder, encoding);
  const hex = createHash('sha256').update(source).digest('hex').slice(0, 32);
  return hex.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}

class ChromiumBrowser implements ExtensionBrowser {
  readonly name = 'chromium';
  readonly problems: string[] = [];
  readonly pageErrors: string[] = [];
  readonly browser: Browser;
  readonly downloadsDir: string;
  readonly extensionOrigin: string;
  readonly #folders: LaunchFolders;
  readonly #control: ChromiumControl;

  constructor(browser: Browser, folders: LaunchFolders, extensionPath: string | null) {
    this.browser = browser;
    this.#folders = folders;
    this.downloadsDir = folders.downloads;
    this.extensionOrigin = extensionPath === null ? '' : `chrome-extension://${extensionId(extensionPath)}`;
    this.#control = new ChromiumControl(browser, this.extensionOrigin);
  }

  async ready(): Promise<void> {
    await watchProblems(this.browser, this, () => this.extensionOrigin);
    if (!this.extensionOrigin) return;
    await waitFor(() => this.backgroundRunning(), { timeoutMs: 15_000, message: 'the extension to start' });
  }

  async newPage(url?: string): Promise<Page> {
    const page = await this.browser.newPage();
    if (url) await page.goto(url);
    return page;
  }

  async openExtensionPage(path: string): Promise<Page> {
    const page = await this.browser.newPage({ type: 'window' });
    await page.goto(`${this.extensionOrigin}/${path}`);
    return page;
  }

  evaluateInExtension<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return this.#control.evaluate(fn, ...args);
  }

  async tabId(page: Page): Promise<number> {
    const [windowId, tab] = await Promise.all([page.windowId(), page.tabInfo()]);
    const find = async (window: number, index: number) =>
      (await chrome.tabs.query({ windowId: window })).find((one) => one.index === index)?.id;
    const id = tab && (await this.#control.evaluate(find, Number(windowId), tab.index));
    if (!id) throw new Error(`No tab of the browser shows ${page.url()}`);
    return id;
  }

  badgeText(tabId?: number): Promise<string> {
    return this.#control.evaluate((id) => chrome.action.getBadgeText(id ? { tabId: id } : {}), tabId ?? 0);
  }

  badgeTitle(tabId?: number): Promise<string> {
    return this.#control.evaluate((id) => chrome.action.getTitle(id ? { tabId: id } : {}), tabId ?? 0);
  }

  async backgroundRunning(): Promise<boolean> {
    return this.browser.targets().some((target) => isWorkerOf(target, this.extensionOrigin));
  }

  async killBackground(): Promise<void> {
    const target = this.browser.targets().find((one) => isWorkerOf(one, this.extensionOrigin));
    if (!target) return;
    // One that is only just waking up, or stopping by itself, may miss it.
    const close = (): void =>
      void target
        .worker()
        .then((worker) => worker?.close())
        .catch(() => undefined);
    close();
    const again = setInterval(close, 1_000);
    // This one, by name: a message on its way to it starts another within milliseconds.
    const isGone = (): boolean => !this.browser.targets().includes(target);
    await waitFor(isGone, { message: 'the service worker to stop' }).finally(() => clearInterval(again));
  }

  reloadExtension(): Promise<void> {
    return this.#startAgain('reload');
  }

  /** Chromium starts it anew for that by itself. */
  allowPrivate(): Promise<void> {
    return this.#startAgain('allow-private');
  }

  async #startAgain(why: 'reload' | 'allow-private'): Promise<void> {
    const before = this.browser.targets().filter((target) => isWorkerOf(target, this.extensionOrigin));
    await manageExtension(this.browser, this.extensionOrigin, why);
    this.#control.forget();
    const isNew = (): boolean =>
      this.browser
        .targets()
        .some((target) => !before.includes(target) && isWorkerOf(target, this.extensionOrigin));
    await waitFor(isNew, { timeoutMs: 15_000, message: 'the extension to start again' });
  }

  setHostAccess(isAllowed: boolean): Promise<void> {
    return manageExtension(this.browser, this.extensionOrigin, isAllowed ? 'grant-hosts' : 'withhold-hosts');
  }

  async disableExtension(): Promise<void> {
    await manageExtension(this.browser, this.extensionOrigin, 'disable');
    this.#control.forget();
  }

  setOffline(page: Page, offline: boolean): Promise<void> {
    return page.setOfflineMode(offline);
  }

  async keepNotifications(): Promise<void> {}

  /** The browser's own notifications have no window to click here: the event is sent to the worker that listens to it. */
  async clickNotification(id: string): Promise<void> {
    const target = this.browser.targets().find((one) => isWorkerOf(one, this.extensionOrigin));
    const worker = await target?.worker();
    if (!worker) throw new Error('The service worker does not run.');
    await worker.evaluate((name) => {
      const { onClicked } = chrome.notifications as unknown as {
        onClicked: { dispatch: (id: string) => void; hasListeners: () => boolean };
      };
      if (!onClicked.hasListeners()) throw new Error('Nobody listens to clicks on notifications.');
      onClicked.dispatch(name);
    }, id);
  }

  setColorScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
    return page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  }

  /** Puppeteer's own call knows fewer features, and each call takes the place of the one before. */
  async setForcedColors(page: Page, forced: boolean): Promise<void> {
    const session = await page.createCDPSession();
    const features = [{ name: 'forced-colors', value: forced ? 'active' : 'none' }];
    await session.send('Emulation.setEmulatedMedia', { features });
  }

  async crash(page: Page): Promise<void> {
    const crashed = new Promise((resolve) => page.once('error', resolve));
    page.goto('chrome://crash').catch(() => undefined); // there is nothing to arrive at
    await crashed;
  }

  restoreCrashed(tabId: number): Promise<void> {
    return this.evaluateInExtension((tab) => chrome.tabs.reload(tab), tabId);
  }

  async close(): Promise<void> {
    await closeBrowser(this.browser);
    await this.#folders.remove();
  }

  async kill(): Promise<void> {
    await killBrowser(this.browser);
    await this.#folders.remove();
  }
}

export async function launchChromium(options: LaunchOptions): Promise<ExtensionBrowser> {
  const folders = await makeFolders(options.userDataDir);
  const browser = await orRemove(start(options, folders), folders);
  const driver = new ChromiumBrowser(browser, folders, options.extensionPath);
  try {
    await driver.ready();
    return driver;
  } catch (error) {
    await driver.close();
    throw error;
  }
}
