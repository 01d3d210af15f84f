import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { firstDifference, LONG_TEXT, pasteLong, readMarked } from './draft-text.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, tabOf, type World } from './kit.ts';

declare const chrome: {
  tabs: {
    reload: (id: number) => Promise<void>;
    discard: (id: number) => Promise<unknown>;
    update: (id: number, change: { active: boolean }) => Promise<unknown>;
    query: (query: { url: string }) => Promise<{ id?: number; active: boolean; discarded?: boolean }[]>;
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
  await tab.page.bringToFront();
  await tab.page.click(COMPOSER);
  await tab.page.keyboard.down('Control');
  await tab.page.keyboard.press('a');
  await tab.page.keyboard.up('Control');
  await tab.page.keyboard.press('Backspace');
  await pause(KEPT_MS);
}

const goAway = async (tab: Tab): Promise<void> => {
  await tab.page.goto('about:blank');
};

describe('a long text with everything in it is back, to the character', () => {
  it.each([CHAT, '/new'])('after a reload (%s)', async (path) => {
    const tab = await world.open(path);
    await pasteLong(tab.page);
    await pause(KEPT_MS);
    await tab.page.reload();
    await isBack(tab, LONG_TEXT);
    // And once more, now that it stands there as it was put back.
    await tab.page.reload();
    await isBack(tab, LONG_TEXT);
    await empty(tab);
  });
});
