import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import puppeteer from 'puppeteer-core';
import { findBrowser } from './find.ts';
import { clickAlert, keepAlerts } from './firefox-alerts.ts';
import { setHostAccess } from './firefox-hosts.ts';
import { EXTENSION_UUID, FIREFOX_ENV, firefoxPrefs } from './firefox-prefs.ts';
import { allowPrivateWindows } from './firefox-private.ts';
import {
  actionProperty,
  answerQuestions,
  backgroundState,
  CONSOLE_SCRIPT,
  collectErrors,
  forceColors,
  isCrashed,
  manageAddon,
  overrideColorScheme,
  processToCrash,
  restoreCrashed,
  stopBackground,
  tabIdOf,
  takeErrors,
  workOffline,
} from './firefox-scripts.ts';
import { FirefoxSystem } from './firefox-system.ts';
import { waitFor } from './poll.ts';
import { closeBrowser, killBrowser, type LaunchFolders, makeFolders, orRemove } from './process.ts';
import type { ExtensionBrowser, LaunchOptions } from './types.ts';

const ERRORS_EVERY_MS = 100;

interface Manifest {
  browser_specific_settings?: { gecko?: { id?: string } };
}

function readExtensionId(path: string | null): string | null {
  if (path === null) return null;
  const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as Manifest;
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (!id) throw new Error(`${path}/manifest.json names no Firefox id`);
  return id;
}

async function start(
  options: LaunchOptions,
  folders: LaunchFolders,
  extensionId: string | null,
): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: await findBrowser('firefox'),
    headless: options.headless ?? true,
    userDataDir: folders.profile,
    defaultViewport: null,
    acceptInsecureCerts: true,
    args: ['--remote-allow-system-access'],
    env: { ...process.env, ...FIREFOX_ENV },
    extraPrefsFirefox: firefoxPrefs(options.stage, folders.downloads, extensionId),
  });
}

/** BiDi's name of the page's tab, which Puppeteer's public types leave out. */
function contextId(page: Page): string {
  return (page.mainFrame() as unknown as { _id: string })._id;
}

class FirefoxBrowser implements ExtensionBrowser {
  readonly name = 'firefox';
  readonly problems: string[] = [];
  readonly pageErrors: string[] = [];
  readonly extensionOrigin: string;
  readonly browser: Browser;
  readonly downloadsDir: string;
  readonly #folders: LaunchFolders;
  readonly #id: string | null;
  readonly #system: FirefoxSystem;
  #errorTimer: NodeJS.Timeout | undefined;
  #control: Promise<Page> | undefined;

  constructor(browser: Browser, folders: LaunchFolders, id: string | null) {
    this.browser = browser;
    this.#folders = folders;
    this.downloadsDir = folders.downloads;
    this.#id = id;
    this.extensionOrigin = id === null ? '' : `moz-extension://${EXTENSION_UUID}`;
    this.#system = new FirefoxSystem(browser);
  }

  async ready(extensionPath: string | null): Promise<void> {
    await this.#system.call(collectErrors, CONSOLE_SCRIPT);
    this.#errorTimer = setInterval(() => void this.#takeErrors(), ERRORS_EVERY_MS).unref();
    if (extensionPath === null) return;
    await this.browser.installExtension(extensionPath);
    await waitFor(() => this.backgroundRunning(), { timeoutMs: 15_000, message: 'the extension to start' });
  }

  async newPage(url?: string): Promise<Page> {
    const page = await this.browser.newPage();
    if (url) await page.goto(url);
    return page;
  }

  openExtensionPage(path: string): Promise<Page> {
    return this.#openExtensionPage(path, { type: 'window' });
  }

  async evaluateInExtension<A extends unknown[], R>(
    fn: (...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R> {
    this.#control ??= this.#openExtensionPage('manifest.json', { type: 'tab', background: true });
    const page = await this.#control;
    const body = `(async () => JSON.stringify(await (${fn})(...${JSON.stringify(args)})))()`;
    const json = (await page.evaluate(body)) as string | undefined;
    return (json === undefined ? undefined : JSON.parse(json)) as R;
  }

  tabId(page: Page): Promise<number> {
    return this.#system.call(tabIdOf, contextId(page));
  }

  badgeText(tabId?: number): Promise<string> {
    return this.#system.call(actionProperty, this.#id ?? '', tabId ?? 0, 'badgeText');
  }

  badgeTitle(tabId?: number): Promise<string> {
    return this.#system.call(actionProperty, this.#id ?? '', tabId ?? 0, 'title');
  }

  async backgroundRunning(): Promise<boolean> {
    return (await this.#system.call(backgroundState, this.#id ?? '')) === 'running';
  }

  async killBackground(): Promise<void> {
    await this.#system.call(stopBackground, this.#id ?? '');
    await waitFor(async () => !(await this.backgroundRunning()), { message: 'the event page to stop' });
  }

  async reloadExtension(): Promise<void> {
    await this.#leave('reload');
    await waitFor(() => this.backgroundRunning(), {
      timeoutMs: 15_000,
      message: 'the extension to start again',
    });
  }

  async allowPrivate(): Promise<void> {
    await this.#system.call(allowPrivateWindows, this.#id ?? '');
    await this.reloadExtension();
  }

  setHostAccess(isAllowed: boolean): Promise<void> {
    return this.#system.call(setHostAccess, this.#id ?? '', 'https://claude.ai/*', isAllowed);
  }

  disableExtension(): Promise<void> {
    return this.#leave('disable');
  }

  async #leave(what: 'reload' | 'disable'): Promise<void> {
    this.#control = undefined;
    await this.#system.call(manageAddon, this.#id ?? '', what);
  }

  setOffline(_page: Page, offline: boolean): Promise<void> {
    return this.#system.call(workOffline, offline);
  }

  answerQuestions(allow: boolean): Promise<void> {
    return this.#system.call(answerQuestions, allow);
  }

  keepNotifications(): Promise<void> {
    return this.#system.call(keepAlerts);
  }

  clickNotification(id: string): Promise<void> {
    return this.#system.call(clickAlert, id);
  }

  setColorScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
    return this.#system.call(overrideColorScheme, contextId(page), scheme);
  }

  setForcedColors(_page: Page, forced: boolean): Promise<void> {
    return this.#system.call(forceColors, forced);
  }

  async crash(page: Page): Promise<void> {
    const tab = await this.tabId(page);
    process.kill(await this.#system.call(processToCrash, contextId(page)), 'SIGKILL');
    await waitFor(() => this.#system.call(isCrashed, tab), { message: 'Firefox to notice the crash' });
  }

  restoreCrashed(tabId: number): Promise<void> {
    return this.#system.call(restoreCrashed, tabId);
  }

  async close(): Promise<void> {
    clearInterval(this.#errorTimer);
    await this.#takeErrors();
    await closeBrowser(this.browser);
    await this.#cleanUp();
  }

  async kill(): Promise<void> {
    clearInterval(this.#errorTimer);
    await killBrowser(this.browser);
    await this.#cleanUp();
  }

  /** A `goto` to moz-extension:// never resolves: fire it and look. */
  async #openExtensionPage(
    path: string,
    where: { type: 'tab' | 'window'; background?: boolean },
  ): Promise<Page> {
    const url = `${this.extensionOrigin}/${path}`;
    const page = await this.browser.newPage(where);
    page.goto(url).catch(() => undefined);
    const loaded = () => page.evaluate(() => [location.href, document.readyState].join(' '));
    await waitFor(async () => (await loaded()) === `${url} complete`, { message: `${url} to load` });
    return page;
  }

  async #takeErrors(): Promise<void> {
    const errors = await this.#system.call(takeErrors).catch(() => []);
    for (const { text, source } of errors) {
      const ours = this.extensionOrigin !== '' && source.startsWith(this.extensionOrigin);
      if (ours) this.problems.push(`${text} (${source})`);
      else if (source.startsWith('https://')) this.pageErrors.push(`${text} (${source})`);
    }
  }

  async #cleanUp(): Promise<void> {
    // Puppeteer puts a kept profile's own preferences back after the end; a restart must not overtake that.
    const backup = join(this.#folders.profile, 'prefs.js.puppeteer');
    await waitFor(() => !existsSync(backup), { timeoutMs: 3000 }).catch(() => undefined);
    await this.#folders.remove();
  }
}

export async function launchFirefox(options: LaunchOptions): Promise<ExtensionBrowser> {
  const id = readExtensionId(options.extensionPath);
  const folders = await makeFolders(options.userDataDir);
  const browser = await orRemove(start(options, folders, id), folders);
  const driver = new FirefoxBrowser(browser, folders, id);
  try {
    await driver.ready(options.extensionPath);
    if (options.besides !== undefined) await browser.installExtension(options.besides);
    return driver;
  } catch (error) {
    await driver.close();
    throw error;
  }
}
