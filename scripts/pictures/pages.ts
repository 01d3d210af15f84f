/** The extension's own pages, each at a moment that doesn't change. */
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { trustedClick } from '../../tests/browsers/page.ts';
import type { ExtensionBrowser } from '../../tests/browsers/types.ts';
import type { Camera } from './camera.ts';
import type { Made } from './made.ts';
import { openStill } from './still.ts';

/** Inside the functions that run in the extension. */
declare const chrome: ExtensionApi;

export const PAGE = { width: 1100, height: 760 };
export const STORE = { width: 1280, height: 800 };
/** Of the played failure: the popup says why. */
const SHOWN_STEP = 2;
const POPUP = { width: 360, fit: 'main' };

export async function takePopups(
  driver: ExtensionBrowser,
  camera: Camera,
  { VERDICT_VIEWS, NOW }: Made,
): Promise<void> {
  for (const view of VERDICT_VIEWS) {
    const { id } = view.verdict;
    const page = await openStill(driver, `popup.html?tab=${view.tabId}`, NOW, view);
    await page.waitForSelector(`main[data-verdict="${id}"]`);
    await camera.both(page, `popup-${id}`, POPUP);
    await page.close();
  }
}

export async function takePlaybook(
  driver: ExtensionBrowser,
  camera: Camera,
  { PLAYBOOK_VIEW, NOW }: Made,
): Promise<void> {
  const page = await openStill(
    driver,
    `library.html?tab=${PLAYBOOK_VIEW.tabId}#playbook`,
    NOW,
    PLAYBOOK_VIEW,
  );
  await page.waitForSelector('.playbook [data-fix]');
  await camera.both(page, 'playbook', { width: 640, height: 570 });
  await page.close();
}

export async function takeTimeline(driver: ExtensionBrowser, camera: Camera, past: Made): Promise<void> {
  const { FAILURES, OWN, OFFICIAL, TRIES, WITNESSES } = past;
  await driver.evaluateInExtension(
    remember,
    FAILURES,
    { version: 1, value: WITNESSES },
    {
      'own-incidents': { version: 1, value: OWN },
      'official-history': { version: 1, value: OFFICIAL },
      tries: { version: 1, value: TRIES },
    },
  );
  const page = await openStill(driver, 'library.html#incidents', past.NOW);
  await page.waitForSelector('[data-official="read"]');
  await page.$eval('input[value="month"]', (input) => (input as HTMLInputElement).click());
  await page.waitForSelector('tr[data-kind="own"]');
  await camera.both(page, 'timeline', { ...PAGE, height: 830 });
  await camera.one(page, 'store/4-timeline', STORE);
  await page.close();
}

/** Runs in the extension. */
async function remember(
  failures: readonly { at: number; key: string }[],
  witnesses: unknown,
  items: Record<string, unknown>,
): Promise<void> {
  await chrome.storage.session.set({ witnesses });
  await chrome.storage.local.set(items);
  const request = indexedDB.open('lifeline-failures', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('failures');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const write = database.transaction('failures', 'readwrite');
  for (const one of failures) write.objectStore('failures').put(one, [one.at, one.key]);
  await new Promise<void>((resolve, reject) => {
    write.oncomplete = () => resolve();
    write.onerror = () => reject(write.error);
  });
  database.close();
}

export async function takeSettings(driver: ExtensionBrowser, camera: Camera, { NOW }: Made): Promise<void> {
  const page = await openStill(driver, 'library.html#settings', NOW);
  await page.waitForSelector('[data-setting]');
  await camera.both(page, 'settings', PAGE);
  await page.close();
}

export async function takeWelcome(driver: ExtensionBrowser, camera: Camera, { NOW }: Made): Promise<void> {
  const page = await openStill(driver, 'welcome.html', NOW);
  await page.waitForSelector('.story');
  for (let step = 0; step < SHOWN_STEP; step += 1) await trustedClick(page, '[data-action="next"]');
  await camera.both(page, 'welcome', { width: PAGE.width, height: 1220 });
  await page.$eval('.story', (story) => story.scrollIntoView());
  await camera.one(page, 'store/5-welcome', STORE);
  await page.close();
}
