import type { Page } from 'puppeteer-core';
import { waitFor } from '../browsers/poll.ts';
import type { ExtensionBrowser } from '../browsers/types.ts';
import { watchTasks } from './long-tasks.ts';

const SETTLE_MS = 2_000;

/** Where the library is looked at; another address may be another page. */
export interface LibraryTab {
  page: Page;
}

/** The library's page as it stands when nothing happens. */
export async function openLibrary(driver: ExtensionBrowser): Promise<LibraryTab> {
  const first = driver.name === 'firefox' ? 'library.html' : 'manifest.json';
  const tab = { page: await driver.openExtensionPage(first) };
  await watchTasks(driver, tab.page);
  await goTo(driver, tab, 'library.html');
  await tab.page.waitForSelector('main');
  await settled();
  return tab;
}

export const settled = (ms = SETTLE_MS): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Another address of the same page would only change its hash: it is left first. Firefox leads no page of an extension elsewhere. */
export async function goTo(driver: ExtensionBrowser, tab: LibraryTab, path: string): Promise<void> {
  if (driver.name === 'firefox') {
    const { page } = tab;
    tab.page = await driver.openExtensionPage(path);
    await page.close();
    return;
  }
  await tab.page.goto('about:blank');
  await tab.page.goto(`${driver.extensionOrigin}/${path}`);
}

/** Runs in the extension. Never makes the database: an empty one would be none of the library's. */
async function countKept(store: string): Promise<number> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === 'lifeline-library')) return 0;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('lifeline-library');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    return await new Promise<number>((resolve, reject) => {
      const counting = database.transaction(store).objectStore(store).count();
      counting.onsuccess = () => resolve(counting.result);
      counting.onerror = () => reject(counting.error);
    });
  } finally {
    database.close();
  }
}

export const keptChats = (driver: ExtensionBrowser): Promise<number> =>
  driver.evaluateInExtension(countKept, 'conversations');

export const untilKept = (driver: ExtensionBrowser, chats: number, timeoutMs: number): Promise<boolean> =>
  waitFor(async () => (await keptChats(driver)) >= chats, {
    timeoutMs,
    intervalMs: 100,
    message: `${chats} chats in the library`,
  });
