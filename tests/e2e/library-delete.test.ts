import axeCore from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, pause, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const [SHORT, BLOCKS] = [SEEDED.short, SEEDED.everyBlock];
const PHOTO = 'f'.repeat(64);

/** Runs in the extension: both chats name the same bytes. */
async function giveBothThePhoto([hash, ...chats]: string[]): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lifeline-library');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction(['objects', 'files'], 'readwrite');
  transaction.objectStore('objects').put(new Uint8Array([1, 2, 3]), hash);
  for (const conversationId of chats)
    transaction.objectStore('files').put({
      ...{ conversationId, fileId: 'photo', name: 'photo.png', kind: 'image', announcedSize: 3 },
      ...{ hash, size: 3, problem: null, capturedAt: 1 },
    });
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}

/** Runs in the extension: what each store of the library holds. */
async function stored(): Promise<Record<string, string[]>> {
  // Opened before the extension has made it, it would be made here, without a store.
  if (!(await indexedDB.databases()).some(({ name }) => name === 'lifeline-library')) return {};
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lifeline-library');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const found: Record<string, string[]> = {};
  for (const name of database.objectStoreNames)
    found[name] = await new Promise((resolve) => {
      const request = database.transaction(name).objectStore(name).getAllKeys();
      request.onsuccess = () => resolve(request.result.map(String));
    });
  database.close();
  return found;
}

const kept = async (page: Page): Promise<string[]> => (await page.evaluate(stored)).conversations ?? [];
const keeps = (page: Page, id: string): Promise<unknown> =>
  waitFor(async () => (await kept(page)).includes(id), { timeoutMs: 15_000, message: `a copy of ${id}` });

const library = (place: string): Promise<Page> =>
  world.browser.openExtensionPage(`library.html${place && `#${place}`}`);

async function press(page: Page, action: string): Promise<void> {
  await page.waitForSelector(`[data-action="${action}"]:not([aria-disabled])`);
  await page.$eval(`[data-action="${action}"]`, (button) => (button as HTMLElement).click());
}

const textOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate((query) => document.querySelector(query)?.textContent ?? '', selector);

const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(
    () => document.activeElement?.getAttribute('data-action') ?? document.activeElement?.localName,
  );

/** Runs in the page. */
const violationsHere = async (): Promise<string[]> =>
  (await axe.run(document)).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
declare const axe: typeof axeCore;

async function expectNoViolations(page: Page): Promise<void> {
  await page.evaluate(axeCore.source);
  for (const scheme of ['dark', 'light'] as const) {
    await world.browser.setColorScheme(page, scheme);
    await pause(200);
    expect(await page.evaluate(violationsHere)).toEqual([]);
  }
}

/** As a user who has the keyboard only; the focus stands on the answer that changes nothing. */
async function deletesByKeyboard(page: Page): Promise<void> {
  await page.bringToFront();
  await page.waitForSelector('[data-action="delete-chat"]');
  await page.focus('[data-action="delete-chat"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.question');
  await waitFor(async () => (await focused(page)) === 'cancel', { message: 'the focus on the way back' });
  await expectNoViolations(page);
  await page.focus('[data-action="cancel"]');
  await page.keyboard.down('Shift');
  await page.keyboard.press('Tab');
  await page.keyboard.up('Shift');
  expect(await focused(page)).toBe('confirm');
  await page.keyboard.press('Enter');
}

const rowsOf = (page: Page): Promise<(string | null)[]> =>
  page.$$eval('[data-conversation]', (rows) => rows.map((row) => row.getAttribute('data-conversation')));
const lists = (page: Page, ids: readonly string[]): Promise<unknown> =>
  waitFor(async () => new Set(await rowsOf(page)).symmetricDifference(new Set(ids)).size === 0, {
    message: `the rows ${ids.join(', ')}`,
  });

it('a chat goes with all that only it has, and stays away; without the tick the next visit keeps it again', async () => {
  const page = await library('');
  await world.open(`/chat/${SHORT}`);
  await keeps(page, SHORT);
  await world.open(`/chat/${BLOCKS}`);
  await keeps(page, BLOCKS);
  await page.evaluate(giveBothThePhoto, [PHOTO, SHORT, BLOCKS]);
  const other = await library(SHORT);
  await other.waitForSelector('article .turn');
  await page.close();

  const reader = await library(SHORT);
  await deletesByKeyboard(reader);
  await waitFor(async () => /Deleted/.test(await textOf(reader, '.news')), { message: 'that it is deleted' });
  expect(await focused(reader)).toBe('h1');
  await lists(reader, [BLOCKS]);
  await reader.type('input[type=search]', 'help you today');
  await lists(reader, []);
  // The other page shows it no more, and says why.
  await other.waitForFunction(() => document.querySelector('article .turn') === null);
  await lists(other, [BLOCKS]);
  const left = await reader.evaluate(stored);
  expect(left.files).toEqual([`${BLOCKS},photo`]);
  expect(left.objects).toContain(PHOTO);
  expect(Object.values(left).flat().join()).not.toContain(SHORT);
  await reader.close();

  const page2 = await library(BLOCKS);
  await press(page2, 'delete-chat');
  await page2.waitForSelector('[name="leave-out"]');
  await page2.$eval('[name="leave-out"]', (box) => (box as HTMLElement).click());
  await press(page2, 'confirm');
  await lists(page2, []);
  expect((await page2.evaluate(stored)).objects).toEqual([]);
  // One after the other: what was left out would be there by then.
  await (await world.open(`/chat/${SHORT}`)).page.waitForSelector('[data-testid="assistant-message"]');
  await pause(1_000);
  await world.open(`/chat/${BLOCKS}`);
  await keeps(page2, BLOCKS);
  expect(await kept(page2)).toEqual([BLOCKS]);
});

it('everything goes at a word, while other pages are open; settings stay, and the next failure is told and logged', async () => {
  const tab = await world.open(`/chat/${BLOCKS}`);
  world.stage.fail({ on: 'send', kind: 'json-529', times: 1 });
  await tab.send('A private matter about the harbour');
  await tab.prompt('degraded');
  const [page, drafts, log] = [await library(BLOCKS), await library('drafts'), await library('diagnostics')];
  await page.waitForSelector('article .turn');
  await drafts.waitForSelector('[data-kept]');
  await log.waitForSelector('[data-failure]', { timeout: 15_000 });
  const settings = await library('settings');
  await settings.waitForSelector('[data-setting="checkInternet"]');
  await settings.$eval('[data-setting="checkInternet"]', (box) => (box as HTMLElement).click());
  await settings.waitForSelector('[data-news="saved"]');

  await press(settings, 'erase');
  await settings.waitForSelector('.question');
  await expectNoViolations(settings);
  await press(settings, 'confirm');
  await settings.waitForSelector('[data-erased="done"]');
  expect(Object.values(await settings.evaluate(stored)).flat()).toEqual([]);
  await page.waitForFunction(() => document.querySelector('article .turn, [data-conversation]') === null);
  for (const [view, row] of [
    [drafts, '[data-kept]'],
    [log, '[data-failure]'],
  ] as const) {
    await view.bringToFront();
    await view.waitForFunction((query) => document.querySelector(query) === null, {}, row);
  }
  await settings.close();
  const again = await library('settings');
  await again.waitForSelector('[data-setting="checkInternet"]');
  expect(
    await again.$eval('[data-setting="checkInternet"]', (box) => (box as HTMLInputElement).checked),
  ).toBe(false);

  const next = await world.open(`/chat/${SEEDED.long}`);
  world.stage.fail({ on: 'send', kind: 'json-529', times: 1 });
  await next.send('And once more');
  await next.prompt('degraded');
  await keeps(again, SEEDED.long);
  await log.bringToFront();
  await log.waitForSelector('[data-failure]', { timeout: 15_000 });
  expect(await log.$$eval('[data-failure]', (rows) => rows.length)).toBe(1);
  await drafts.bringToFront();
  await drafts.waitForSelector('[data-kept]');
  expect(await textOf(drafts, 'main')).not.toContain('harbour');
});
