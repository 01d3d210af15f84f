import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { allowedBuild } from './allowed-build.ts';
import { answerQuestion, ending, pressFix } from './fixing.ts';
import {
  BROWSER,
  COMPOSER,
  expectQuietConsole,
  type Popup,
  pause,
  startWorld,
  type Tab,
  type World,
} from './kit.ts';
import { ALL_THERE, fillSite, readSite } from './site-data.ts';

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-allowed-'));
  world = await startWorld(
    undefined,
    BROWSER === 'firefox' ? undefined : await allowedBuild(folder, { permission: 'browsingData' }),
  );
});
/** The stage's broken app throws, under our name in Firefox. */
afterEach(() => expectQuietConsole(world, /app is undefined|reading 'start'/));
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const CHAT = `/chat/${SEEDED.short}`;
const DRAFT = 'Keep this — two  spaces, 👩‍🚀, שלום\n  and a line';
const LOGIN = '[data-testid="login-with-google"]';

interface Scene {
  readonly tab: Tab;
  readonly popup: Popup;
  readonly other: Page;
}

/** How often a file was asked of the network. */
const requests = (host: string, path: string): number =>
  world.stage.log.filter((entry) => entry.host === host && entry.path.startsWith(path)).length;

const fetchKept = (page: Page): Promise<string> =>
  page.evaluate(async () => (await fetch('/kept.txt')).text());

/** A chat that is in the library, with text typed; its page breaks. Another site keeps something too. */
async function broken(): Promise<Scene> {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  await fillSite(tab.page, '/firebase-messaging-sw.js');
  const other = await world.browser.newPage('https://example.com/');
  await fillSite(other, '/worker.js');
  await fetchKept(other);
  await tab.send('What is kept of this?');
  await tab.answered();
  await tab.type(DRAFT);
  await pause(2_500); // the reply is backed up
  expect(await readSite(tab.page)).toMatchObject(ALL_THERE);
  world.stage.set({ app: 'throws' });
  await tab.page.reload();
  world.stage.set({ app: 'fine' });
  const popup = await tab.popup();
  await popup.shows('page', 25_000);
  return { tab, popup, other };
}

/** What another site has stored and cached stays, whatever is cleared. */
async function expectUntouched(other: Page): Promise<void> {
  expect(await readSite(other)).toEqual(ALL_THERE);
  const before = requests('example.com', '/kept.txt');
  expect(await fetchKept(other)).toContain('for a year');
  expect(requests('example.com', '/kept.txt'), 'from the cache').toBe(before);
}

async function expectDraft(tab: Tab): Promise<void> {
  await tab.page.waitForSelector(COMPOSER, { timeout: 20_000 });
  await waitFor(async () => (await tab.composerText()) === DRAFT, {
    timeoutMs: 15_000,
    message: 'the text that was typed, to the character',
  });
}

async function libraryTitles(): Promise<string[]> {
  const library = await world.browser.openExtensionPage('library.html');
  await library.waitForSelector('[data-conversation]');
  const ids = await library.$$eval('[data-conversation]', (rows) =>
    rows.map((row) => row.getAttribute('data-conversation') ?? ''),
  );
  await library.close();
  return ids;
}

declare const chrome: { permissions: { request: () => Promise<boolean> } };

/** In Firefox the browser's own question is answered; Chromium's is out of reach, so there its answer stands in for it. */
async function answerBrowser({ page }: Popup, allow: boolean): Promise<void> {
  await world.browser.answerQuestions?.(allow);
  if (BROWSER === 'firefox') return;
  await page.evaluate((answer) => {
    chrome.permissions.request = async () => answer;
  }, allow);
}

it('who refuses the permission keeps everything, is told so, and can do something else', async () => {
  const { tab, popup, other } = await broken();
  await answerBrowser(popup, false);
  await pressFix(popup, 'clear-site-data');
  await answerQuestion(popup, 'clear-site-data', true);
  await waitFor(
    async () => /without your permission/i.test(await popup.text('[data-fix="clear-site-data"]')),
    {
      message: 'the reason in words',
    },
  );
  await pause(1_000);
  expect(await readSite(tab.page)).toMatchObject(ALL_THERE);
  await expectUntouched(other);
  await pressFix(popup, 'reload-tab');
  await expectDraft(tab);
  await other.close();
});

it('the cache: only what can be fetched again goes, of claude.ai only; I stay signed in, and my text comes back', async () => {
  const { tab, popup, other } = await broken();
  const before = await readSite(tab.page);
  const session = () => tab.page.evaluate(async () => (await fetch('/api/organizations')).status);
  expect(await session()).toBe(200);
  const scripts = requests('claude.ai', '/assets/');
  await answerBrowser(popup, true);
  await pressFix(popup, 'clear-site-cache');
  // Not yet allowed: the reason is told before the browser asks.
  if (BROWSER === 'firefox') await answerQuestion(popup, 'clear-site-cache', true);
  await expectDraft(tab);
  expect(await ending(popup)).toBe('done');
  expect(await readSite(tab.page)).toEqual({ ...before, caches: [], workers: 0 });
  expect(requests('claude.ai', '/assets/')).toBeGreaterThan(scripts);
  expect(await session()).toBe(200);
  expect(await tab.page.evaluate(() => location.pathname)).toBe(CHAT);
  await expectUntouched(other);
  await other.close();
});

it('all data: asks once, signs out, takes nothing of another site, and brings me back to the chat with my text', async () => {
  const { tab, popup, other } = await broken();
  await pressFix(popup, 'clear-site-data');
  await popup.page.waitForSelector('[data-fix="clear-site-data"] [data-action="confirm"]');
  expect(await popup.text('[data-fix="clear-site-data"]')).toMatch(/sign-in.*library/s);
  await answerQuestion(popup, 'clear-site-data', false);
  await pause(500);
  expect(await readSite(tab.page)).toMatchObject(ALL_THERE);
  await answerBrowser(popup, true);

  // A visitor without a session is led to the sign-in.
  world.stage.set({ signedIn: false });
  await pressFix(popup, 'clear-site-data');
  await answerQuestion(popup, 'clear-site-data', true);
  await tab.page.waitForSelector(LOGIN, { timeout: 20_000 });
  const left = await readSite(tab.page);
  expect(left).toEqual({
    local: false,
    session: false,
    cookie: false,
    database: false,
    caches: [],
    workers: 0,
  });
  await expectUntouched(other);
  expect(await libraryTitles()).toContain(SEEDED.short);
  await world.browser.killBackground();

  world.stage.set({ signedIn: true });
  await tab.page.bringToFront();
  await tab.page.click(LOGIN);
  await expectDraft(tab);
  expect(await tab.page.evaluate(() => location.pathname)).toBe(CHAT);
  expect(await ending(popup)).toBe('done');
  expect(world.stage.sends()).toHaveLength(1);
  await other.close();
});
