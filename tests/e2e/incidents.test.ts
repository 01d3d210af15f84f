import { readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { trustedClick, waitForDownload } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import type { StageConfig } from '../stage/types.ts';
import { violationsInBoth } from './barriers.ts';
import { expectQuietConsole, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
const OFFICIAL = 'tr[data-kind="official"]';
const textOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate((query) => document.querySelector(query)?.textContent ?? '', selector);
const countOf = (page: Page, selector: string): Promise<number> =>
  page.evaluate((query) => document.querySelectorAll(query).length, selector);
const asked = (): number => world.stage.log.filter(({ path }) => path === '/api/v2/incidents.json').length;

async function incidents(): Promise<Page> {
  const page = await world.browser.openExtensionPage('library.html#incidents');
  await page.waitForSelector('.lanes');
  return page;
}

const official = (page: Page, state: string): Promise<unknown> =>
  page.waitForSelector(`[data-official="${state}"]`, { timeout: 15_000 });

const choose = (page: Page, range: string): Promise<void> =>
  page.$eval(`input[value="${range}"]`, (input) => (input as HTMLInputElement).click());

/** A fresh tab, and what is kept of the official page and of tries forgotten. */
async function opened(config?: Partial<StageConfig>): Promise<Tab> {
  await world.browser.evaluateInExtension(forgetHistory);
  return world.open(CHAT, config);
}

declare const chrome: { storage: { local: { remove: (keys: string[]) => Promise<void> } } };
/** Runs in the extension. */
const forgetHistory = (): Promise<void> => chrome.storage.local.remove(['official-history', 'tries']);

it('what failed for me stands over what the official page says of the same time', async () => {
  const tab = await opened();
  await tab.send('Hello');
  await tab.answered();
  world.stage.fail({ on: 'send', kind: 'json-529', times: 1 });
  await tab.send('A private matter about the harbour');
  await tab.prompt('degraded');
  const page = await incidents();
  await page.waitForSelector('tr[data-kind="failures"]', { timeout: 15_000 });
  expect(await textOf(page, 'tr[data-kind="failures"]')).toMatch(/Your tabs.*Claude was overloaded/);
  await page.waitForSelector('[data-lane="failures"] [data-failures]');
  await page.waitForSelector('[data-rate="1/2"]', { timeout: 15_000 });
  expect(await textOf(page, '[data-rate]')).toBe('1 of 2 failed (50%)');
  await official(page, 'read');
  expect(await textOf(page, OFFICIAL)).toMatch(
    /57 min.*Official.*Elevated errors on Claude Opus 4\.7.*concerned/,
  );
  const span = await page.$eval(
    '.span[data-concerns="yes"][style]',
    (one) => one.getBoundingClientRect().width,
  );
  expect(span).toBeGreaterThan(3);
  expect(await textOf(page, 'body')).not.toContain('harbour');
  await page.close();
});

it('30 days, and 90: more of the past, titles as text, the newest or the oldest first, by the keyboard too', async () => {
  await opened();
  const page = await incidents();
  await official(page, 'read');
  expect(await countOf(page, OFFICIAL)).toBe(1);
  await choose(page, 'month');
  await waitFor(async () => (await countOf(page, OFFICIAL)) === 10, { message: 'ten incidents in 30 days' });
  expect(await textOf(page, 'table.happened')).toContain('failing <some users>');
  await page.focus('input[value="month"]');
  await page.keyboard.press('ArrowRight');
  await waitFor(async () => (await countOf(page, OFFICIAL)) === 14, { message: 'fourteen in 90 days' });
  expect(await textOf(page, '.picture')).toMatch(/Not known before .+: the official page lists its last 50/);
  expect(await textOf(page, '[data-figure="uptime"]')).toMatch(
    /^9\d(\.\d)?% of the time without an official/,
  );
  const times = () =>
    page.$$eval('table.happened time', (all) => all.map((one) => one.getAttribute('datetime') ?? ''));
  const newestFirst = await times();
  expect(newestFirst).toEqual(newestFirst.toSorted().toReversed());
  await trustedClick(page, '[data-action="sort"]');
  await page.waitForSelector('th[aria-sort="ascending"]');
  expect(await times()).toEqual(newestFirst.toReversed());
  await page.close();
});

it('the official page is asked once an hour, however often I look, and without cookies', async () => {
  await opened();
  const page = await incidents();
  await official(page, 'read');
  expect(asked()).toBe(1);
  await page.close();
  const again = await incidents();
  await official(again, 'read');
  await choose(again, 'quarter');
  expect(asked()).toBe(1);
  const request = world.stage.log.find(({ path }) => path === '/api/v2/incidents.json');
  expect(request?.headers.cookie).toBeUndefined();
  await again.close();
});

it('an official page that cannot be read is never "no incidents": what was read before stays, with its age', async () => {
  await opened({ status: 'captcha-405' });
  const page = await incidents();
  await official(page, 'unreadable');
  expect(await textOf(page, '[data-official]')).toMatch(/can't be read right now, so nothing is known/);
  expect(await textOf(page, '[data-lane="official"]')).toContain('Not known');
  expect(await textOf(page, '[data-lane="official"]')).not.toContain('None');
  await page.close();
  await opened();
  await official(await incidents(), 'read');
  world.stage.set({ status: 'unavailable-503' });
  await world.browser.evaluateInExtension(ageHistory);
  const later = await incidents();
  await official(later, 'unreadable');
  expect(await textOf(later, '[data-official]')).toMatch(/What you see of it is from 2 (hr\.|hours) ago/);
  await choose(later, 'month');
  await waitFor(async () => (await countOf(later, OFFICIAL)) === 10, { message: 'what was known before' });
  await later.close();
});

/** Runs in the extension: what was read is two hours old. */
async function ageHistory(): Promise<void> {
  const { local } = chrome.storage as unknown as {
    local: { get: (key: string) => Promise<Record<string, never>>; set: (items: object) => Promise<void> };
  };
  const key = 'official-history';
  const stored = (await local.get(key))[key] as unknown as { version: number; value: object };
  const past = Date.now() - 2 * 3_600_000 - 5_000;
  await local.set({ [key]: { ...stored, value: { ...stored.value, askedAt: past, answeredAt: past } } });
}

it('as CSV and as JSON it is in my downloads', async () => {
  await opened();
  const page = await incidents();
  await official(page, 'read');
  await choose(page, 'month');
  await trustedClick(page, '[data-action="export-csv"]');
  const name = (ending: string) => new RegExp(`lifeline-incidents-\\d{4}-\\d{2}-\\d{2}.*\\.${ending}$`);
  const table = await readFile(await waitForDownload(world.browser.downloadsDir, name('csv')), 'utf8');
  expect(table.split('\r\n')[0]).toMatch(/^kind,started_at,ended_at,/);
  expect(table).toMatch(/^official,\d{4}-.*Login issues on claude\.ai/m);
  await trustedClick(page, '[data-action="export-json"]');
  const json = await readFile(await waitForDownload(world.browser.downloadsDir, name('json')), 'utf8');
  expect(JSON.parse(json)).toMatchObject({ schemaVersion: 1 });
  expect(JSON.parse(json).officialIncidents).toHaveLength(10);
  await page.waitForSelector('.news:not(:empty)');
  await page.close();
});

it('from page to page and back, the heading has the focus, and nothing shuts anybody out', async () => {
  await opened();
  const page = await incidents();
  await official(page, 'read');
  await choose(page, 'quarter');
  const heading = () => page.evaluate(() => document.activeElement?.tagName === 'H1' && document.title);
  for (const [view, title] of [
    ['settings', 'Settings'],
    ['diagnostics', 'Diagnostics'],
    ['library', 'Your library'],
    ['incidents', 'Incidents'],
  ] as const) {
    await trustedClick(page, `nav [data-action="open-${view}"]`);
    await waitFor(async () => (await heading()) === title, { message: `the heading of ${view}` });
    expect(await textOf(page, 'nav.views [aria-current="page"]')).toBe(title.replace('Your l', 'L'));
    for (const width of [360, 1280]) {
      await page.setViewport({ width, height: 800 });
      expect(await violationsInBoth(world.browser, page), `${view} ${width}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
  await page.evaluate(() => history.back());
  await waitFor(async () => (await heading()) === 'Your library', { message: 'the page before' });
  await page.close();
});
