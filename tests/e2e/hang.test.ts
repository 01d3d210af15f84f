import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
const FOUND_WITHIN_MS = 45_000;

/** The page's main thread is busy for so long; returns before it begins. */
const block = (page: Page, ms: number): Promise<void> =>
  page.evaluate((duration) => {
    setTimeout(() => {
      const until = performance.now() + duration;
      while (performance.now() < until);
    }, 200);
  }, ms);

const badgeIs = (id: number, text: string, timeoutMs: number): Promise<unknown> =>
  waitFor(async () => (await world.browser.badgeText(id)) === text, {
    timeoutMs,
    message: `the badge “${text}”`,
  });

/** Another tab lies over it. */
async function hide(tab: Tab): Promise<Page> {
  const cover = await world.browser.newPage('https://example.com/');
  await cover.bringToFront();
  await waitFor(() => tab.page.evaluate(() => document.visibilityState === 'hidden'), {
    message: 'the tab to be hidden',
  });
  return cover;
}

async function staysQuiet(id: number, ms: number): Promise<void> {
  for (const until = Date.now() + ms; Date.now() < until; await pause(1_000))
    expect(await world.browser.badgeText(id)).toBe('');
}

it('a main thread that is blocked in front of me is called the page’s, until it moves again', async () => {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  const id = await tab.id();
  const popup = await tab.popup();
  await popup.shows('ok');
  await tab.page.bringToFront();
  const began = Date.now();
  await block(tab.page, 60_000);
  await badgeIs(id, '!', FOUND_WITHIN_MS);
  await popup.shows('page', FOUND_WITHIN_MS - (Date.now() - began));
  await popup.shows('ok', 80_000 - (Date.now() - began));
  await badgeIs(id, '', 5_000);
}, 120_000);

it('a tab that is busy for a few seconds is only busy', async () => {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  const id = await tab.id();
  await block(tab.page, 6_000);
  await staysQuiet(id, 12_000);
  expect(await tab.noPrompt()).toBe(true);
});

describe('an app that isn’t there', () => {
  it.each(['throws', 'no-script'] as const)('blank, for its script %s', async (app) => {
    const tab = await world.open(CHAT, { app });
    const popup = await tab.popup();
    await popup.shows('page', FOUND_WITHIN_MS);
    await badgeIs(await tab.id(), '!', 5_000);
    world.stage.set({ app: 'fine' });
    await tab.page.reload();
    await tab.page.waitForSelector(COMPOSER);
    await popup.shows('ok');
  });

  it('a part that is gone after a deployment, though the page has loaded itself anew', async () => {
    const tab = await world.open('/new');
    await tab.page.waitForSelector(COMPOSER);
    world.stage.set({ release: 2, app: 'no-chunks' });
    await tab.page.click('nav a[href="/recents"]');
    await tab.page.waitForSelector('main [role="alert"]', { timeout: 20_000 });
    const popup = await tab.popup();
    await popup.shows('page', FOUND_WITHIN_MS);
  });

  it('a deployment that the page’s own reload mends is nothing', async () => {
    const tab = await world.open('/new');
    await tab.page.waitForSelector(COMPOSER);
    world.stage.set({ release: 2 });
    await tab.page.click('nav a[href="/recents"]');
    await waitFor(() => tab.page.evaluate(() => document.querySelector('section h1') !== null), {
      message: 'the history',
    });
    const id = await tab.id();
    await staysQuiet(id, 6_000);
    expect(await tab.noPrompt()).toBe(true);
  });
});

describe('a tab that nobody looks at', () => {
  it('may be blocked', async () => {
    const tab = await world.open(CHAT);
    await tab.page.waitForSelector(COMPOSER);
    const id = await tab.id();
    const cover = await hide(tab);
    await block(tab.page, 50_000);
    await staysQuiet(id, 48_000);
    await cover.close();
  });

  it('may wait for a reply that stands still, until somebody looks', async () => {
    const tab = await world.open(CHAT);
    world.stage.fail({ on: 'stream', kind: 'silent', times: 1 });
    world.stage.set({ afterlifeMs: 600_000 });
    await tab.send('Tell me a long story');
    const id = await tab.id();
    await waitFor(() => world.stage.sends().length === 1, { message: 'the send' });
    const cover = await hide(tab);
    await staysQuiet(id, 50_000);
    await cover.close();
    await tab.page.bringToFront();
    await tab.prompt('frozen', 50_000);
  }, 150_000);
});

describe('a message that was taken, and nothing comes of it', () => {
  it.each([
    ['legacy', 'silent-from-start', true],
    ['merged', 'never-begins', true],
    ['merged', 'closed-for-good', true],
    ['merged', 'closed-for-good', false],
  ] as const)(
    '%s: %s (the page reopens its stream: %s)',
    async (protocol, kind, reopens) => {
      const tab = await world.open(CHAT, { protocol, reopens, afterlifeMs: 600_000 });
      world.stage.fail({ on: 'stream', kind });
      await tab.send('Is anybody there?');
      await pause(9_000);
      expect(await tab.noPrompt()).toBe(true);
      await tab.prompt('frozen', 42_000);
    },
    120_000,
  );
});
