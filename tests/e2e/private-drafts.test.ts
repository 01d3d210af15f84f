import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { trustedClick } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, pause, startWorld, type Tab, tabOf, type World } from './kit.ts';

declare const chrome: {
  storage: { local: { get: (key: null) => Promise<Record<string, unknown>> } };
  windows: { create: (how: { incognito: true; url: string }) => Promise<unknown> };
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.browser.allowPrivate();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
/** Kept within half a second, and judged after that. */
const LONG_AFTER_MS = 1_500;

async function openPrivate(path: string): Promise<Tab> {
  const before = await world.browser.browser.pages();
  const url = `https://claude.ai${path}`;
  await world.browser.evaluateInExtension(
    (address) => chrome.windows.create({ incognito: true, url: address }).then(() => null),
    url,
  );
  const find = async (): Promise<Page | undefined> =>
    (await world.browser.browser.pages()).find((page) => !before.includes(page) && page.url() === url);
  return tabOf(world.browser, await waitFor(find, { timeoutMs: 15_000, message: 'the private window' }));
}

/** Everything that the extension has on the disk, but for what it measures and its settings. */
const onDisk = (): Promise<string> =>
  world.browser.evaluateInExtension(async () => JSON.stringify(await chrome.storage.local.get(null)));

async function allowByTheUser(): Promise<void> {
  const page = await world.browser.openExtensionPage('library.html#settings');
  await page.waitForSelector('[data-setting="privateDrafts"]');
  await trustedClick(page, '[data-setting="privateDrafts"]');
  await page.waitForSelector('[data-news="saved"]');
  await page.close();
}

it('of what is typed in a private window nothing is kept, nor of a half answer; until the user says so', async () => {
  const open = await world.open(CHAT);
  await open.type('Typed in the open');
  const tab = await openPrivate(CHAT);
  await tab.type('Typed in private');
  await pause(LONG_AFTER_MS);
  expect(await onDisk()).toContain('Typed in the open');
  expect(await onDisk()).not.toContain('Typed in private');
  world.stage.fail({ on: 'stream', kind: 'truncated', times: 1 });
  await tab.page.keyboard.press('Enter');
  await waitFor(() => world.stage.sends().some(({ end }) => end !== 'open'), { message: 'the cut' });
  await pause(LONG_AFTER_MS);
  const half = await tab.lastAnswer();
  expect(half.length).toBeGreaterThan(10);
  expect(await onDisk()).not.toContain('Typed in private');
  expect(await onDisk()).not.toContain(half.slice(0, 10));

  await allowByTheUser();
  await tab.type('Kept by my own word');
  await waitFor(async () => (await onDisk()).includes('Kept by my own word'), { message: 'the draft' });
  await tab.page.close();
});
