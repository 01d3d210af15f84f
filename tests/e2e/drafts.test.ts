import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import type { Call } from '../stage/call.ts';
import { SEEDED } from '../stage/seed.ts';
import { attachList, firstDifference, LONG_TEXT, pasteLong, readMarked } from './draft-text.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, tabOf, type World } from './kit.ts';

declare const chrome: {
  storage: {
    local: { get: (key: string) => Promise<{ drafts?: { value: Record<string, { text: string }> } }> };
  };
  tabs: {
    discard: (id: number) => Promise<{ id?: number } | undefined>;
    update: (id: number, change: { active: boolean }) => Promise<unknown>;
    get: (id: number) => Promise<{ discarded?: boolean }>;
  };
};

let world: World;
let profile: string;
beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'lifeline-drafts-'));
  world = await startWorld(profile);
});
afterEach(() => expectQuietConsole(world));
afterAll(async () => {
  await world.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

const CHAT = `/chat/${SEEDED.short}`;
/** What is typed is kept within this time, whatever comes then. */
const KEPT_MS = 500;

/** The very text stands in the composer, and stays. */
async function isBack(tab: Tab, text: string): Promise<void> {
  let difference = '';
  const look = async (): Promise<boolean> => {
    const there = await tab.page.$eval(COMPOSER, readMarked).catch(() => '');
    difference = firstDifference(there, text);
    return difference === 'none';
  };
  await waitFor(look, { timeoutMs: 15_000, message: 'the draft' }).catch(() => undefined);
  if (difference === 'none') await pause(300).then(look);
  expect(difference).toBe('none');
}

/** The page that claude.ai has in this tab now: after a crash it is another one. */
async function pageIn(path: string, not?: Page): Promise<Tab> {
  const find = async (): Promise<Page | undefined> => {
    for (const page of await world.browser.browser.pages()) {
      if (page === not || !page.url().endsWith(path)) continue;
      if (await page.$(COMPOSER).catch(() => null)) return page;
    }
    return undefined;
  };
  return tabOf(world.browser, await waitFor(find, { timeoutMs: 15_000, message: `a page of ${path}` }));
}

/** Emptied by the user's own hand, so that the next test begins with nothing. */
async function empty(tab: Tab): Promise<void> {
  await tab.page.waitForSelector(COMPOSER);
  await tab.page.bringToFront();
  await tab.page.click(COMPOSER);
  await tab.page.keyboard.down('Control');
  await tab.page.keyboard.press('a');
  await tab.page.keyboard.up('Control');
  await tab.page.keyboard.press('Backspace');
  await pause(KEPT_MS);
}

/** A tab that is gone for good, and nothing that the page or we have of an earlier test. */
async function fresh(path: string): Promise<Tab> {
  for (const page of await world.browser.browser.pages())
    if (page.url().startsWith('https://claude.ai')) await page.close().catch(() => undefined);
  const tab = await world.open('/recents');
  // A page that is left while it loads a part of itself takes that for an old build, and reloads.
  await tab.page.waitForSelector('.recents');
  await tab.page.evaluate(() => localStorage.clear());
  await tab.page.goto(`https://claude.ai${path}`);
  return tab;
}

/** What the browser does of itself, or its user. */
const inBrowser = {
  /** Chromium gives it another id with that. */
  discard: (id: number) =>
    world.browser.evaluateInExtension((tab) => chrome.tabs.discard(tab).then((one) => one?.id ?? tab), id),
  show: (id: number) =>
    world.browser.evaluateInExtension(
      (tab) => chrome.tabs.update(tab, { active: true }).then(() => null),
      id,
    ),
};

describe('a long text with everything in it is back, to the character', () => {
  it.each([CHAT, '/new'])('after a reload (%s)', async (path) => {
    const tab = await fresh(path);
    await pasteLong(tab.page);
    await pause(KEPT_MS);
    await tab.page.reload();
    await isBack(tab, LONG_TEXT);
    // And once more, now that it stands there as it was put back.
    await tab.page.reload();
    await isBack(tab, LONG_TEXT);
    await empty(tab);
  });

  it('after the page’s own process has crashed', async () => {
    const tab = await fresh(CHAT);
    const id = await tab.id();
    await pasteLong(tab.page);
    await pause(KEPT_MS);
    await world.browser.crash(tab.page);
    await world.browser.restoreCrashed(id);
    await isBack(await pageIn(CHAT), LONG_TEXT);
  });

  it('after the browser has put the tab out of its memory', async () => {
    const tab = await fresh(CHAT);
    const id = await tab.id();
    await pasteLong(tab.page);
    await pause(KEPT_MS);
    await (await world.browser.newPage('about:blank')).bringToFront();
    await inBrowser.show(await inBrowser.discard(id));
    await isBack(await pageIn(CHAT), LONG_TEXT);
  });

  it('after signing out, and in again', async () => {
    const tab = await fresh(CHAT);
    await pasteLong(tab.page);
    await pause(KEPT_MS);
    world.stage.set({ signedIn: false });
    await tab.page.goto('https://claude.ai/logout');
    expect(new URL(tab.page.url()).pathname).toBe('/login');
    world.stage.set({ signedIn: true });
    await tab.page.goto(`https://claude.ai${CHAT}`);
    await isBack(tab, LONG_TEXT);
  });

  it.each([CHAT, '/new'])('after everything of claude.ai was cleared (%s)', async (path) => {
    const tab = await fresh(path);
    await pasteLong(tab.page);
    await pause(KEPT_MS);
    await clearSite(tab.page);
    await tab.page.goto(`https://claude.ai${path}`);
    await isBack(tab, LONG_TEXT);
  });
});

/** As the browser does it for a site that says so: cookies, storage and cache. */
async function clearSite(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.setItem('mark', 'here'));
  world.stage.fail({
    on: 'document',
    kind: 'custom',
    times: 1,
    custom: ({ res }: Call) => {
      res.writeHead(200, { 'content-type': 'text/html', 'clear-site-data': '"cookies", "storage", "cache"' });
      res.end('<!doctype html><title>Cleared</title>');
    },
  });
  await page.goto('https://claude.ai/recents');
  await waitFor(() => page.evaluate(() => localStorage.length === 0 && document.cookie === ''), {
    timeoutMs: 5_000,
    message: 'the browser to clear the site',
  });
}

describe('several tabs', () => {
  it('of one chat: each gets back what was typed in it', async () => {
    const tab = await fresh(CHAT);
    const other = tabOf(world.browser, await world.browser.newPage(`https://claude.ai${CHAT}`));
    await tab.type('The first tab’s');
    await other.type('The second tab’s');
    await tab.type(', and more');
    await pause(KEPT_MS);
    await Promise.all([tab.page.reload(), other.page.reload()]);
    await tab.page.bringToFront();
    await isBack(tab, 'The first tab’s, and more');
    await other.page.bringToFront();
    await isBack(other, 'The second tab’s');
    await other.page.close();
  });

  it('without a chat: each gets its own, whatever the page itself remembers', async () => {
    const tab = await fresh('/new');
    const other = tabOf(world.browser, await world.browser.newPage('https://claude.ai/new'));
    await empty(other); // the page's own draft of the other tab
    await tab.type('The first new chat');
    await empty(other);
    await other.type('The second new chat');
    await pause(KEPT_MS);
    await Promise.all([tab.page.reload(), other.page.reload()]);
    await tab.page.bringToFront();
    await isBack(tab, 'The first new chat');
    await other.page.bringToFront();
    await isBack(other, 'The second new chat');
    await other.page.close();
  });
});

it('a message that got no answer is kept when the next one is sent, and gone when it was answered', async () => {
  const tab = await fresh(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.send('The one that fails');
  await tab.prompt('degraded');
  await tab.send('The one that works');
  await tab.answered();
  const texts = () =>
    world.browser.evaluateInExtension(async () => {
      const { drafts } = await chrome.storage.local.get('drafts');
      return Object.values(drafts?.value ?? {}).map(({ text }) => text);
    });
  await waitFor(async () => (await texts()).join() === 'The one that fails', {
    timeoutMs: 10_000,
    message: 'the answered one to go, and the other to stay',
  });
});

it('files go into the list by their names, and so does the half of an answer', async () => {
  const tab = await fresh(CHAT);
  await attachList(tab.page);
  await tab.type('What is missing?');
  await pause(KEPT_MS);
  await tab.page.reload();
  await isBack(tab, 'What is missing?');
  const list = await world.browser.openExtensionPage('library.html#drafts');
  const listed = (kind: string): Promise<string> =>
    list.evaluate((wanted) => document.querySelector(`[data-kept="${wanted}"]`)?.textContent ?? '', kind);
  await waitFor(async () => /What is missing\?.*harbour list\.txt/.test(await listed('typing')), {
    message: 'the text with its file',
  });
  world.stage.fail({ on: 'stream', kind: 'truncated', times: 1 });
  await tab.page.bringToFront();
  await tab.page.click(COMPOSER);
  await tab.page.keyboard.press('Enter');
  await waitFor(() => world.stage.sends().some(({ end }) => end !== 'open'), { message: 'the cut' });
  await pause(KEPT_MS);
  const half = await tab.lastAnswer();
  expect(half.length).toBeGreaterThan(10);
  await list.bringToFront();
  await waitFor(async () => (await listed('half')).includes(half.slice(0, 10)), {
    message: 'the half answer',
  });
  await list.close();
});

describe('the browser is killed', () => {
  it('half a second after the last key: the long text is back, and that of two new chats', async () => {
    const tab = await fresh(CHAT);
    const news: string[] = [];
    for (const text of ['First new chat', 'Second new chat 👩‍🚀']) {
      const page = await world.browser.newPage('https://claude.ai/new');
      const one = tabOf(world.browser, page);
      await empty(one);
      await one.type(text);
      news.push(text);
    }
    await pasteLong(tab.page);
    await pause(KEPT_MS);
    await world.browser.kill();
    await world.stage.close();
    world = await startWorld(profile);
    const again = tabOf(world.browser, await world.browser.newPage(`https://claude.ai${CHAT}`));
    await isBack(again, LONG_TEXT);
    const pages: Page[] = [];
    for (const _ of news) pages.push(await world.browser.newPage('https://claude.ai/new'));
    const texts = async (): Promise<string[]> => {
      const all: string[] = [];
      for (const page of pages) all.push(await page.$eval(COMPOSER, readMarked).catch(() => ''));
      return all.toSorted((a, b) => a.length - b.length);
    };
    let last: string[] = [];
    await waitFor(
      async () => {
        last = await texts();
        return last.join() === news.join();
      },
      { timeoutMs: 15_000, message: 'both new chats' },
    ).catch(() => undefined);
    expect(last.map((text) => text.slice(0, 40))).toEqual(news);
  });
});
