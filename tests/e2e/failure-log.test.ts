import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { trustedClick, waitForDownload } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { violationsInBoth } from './barriers.ts';
import { COMPOSER, expectQuietConsole, startWorld, type Tab, type World } from './kit.ts';

let profile: string;
let world: World;
beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'lifeline-profile-'));
  world = await startWorld(profile);
});
afterEach(() => expectQuietConsole(world));
afterAll(async () => {
  await world.close();
  await rm(profile, { recursive: true, force: true });
});

const ROW = '[data-failure="overloaded"]';
const textOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate((query) => document.querySelector(query)?.textContent ?? '', selector);
const countOf = (page: Page, selector: string): Promise<number> =>
  page.evaluate((query) => document.querySelectorAll(query).length, selector);

/** The log is written a moment after something has happened, and read when the page looks. */
async function diagnostics(row = ROW): Promise<Page> {
  const page = await world.browser.openExtensionPage('library.html#diagnostics');
  await page.waitForSelector(row, { timeout: 15_000 });
  return page;
}

async function overloaded(): Promise<Tab> {
  const tab = await world.open(`/chat/${SEEDED.short}`);
  world.stage.fail({ on: 'send', kind: 'json-529', times: 1 });
  await tab.send('A private matter about the harbour');
  await tab.prompt('degraded');
  return tab;
}

const buildOf = (tab: Tab): Promise<string> =>
  tab.page.evaluate(() => document.documentElement.dataset.buildId ?? 'none');

it('a message that failed is in the log, with status, class and build, and without its text', async () => {
  const build = await buildOf(await overloaded());
  const page = await diagnostics();
  expect(await textOf(page, ROW)).toMatch(/Claude was overloaded.*529.*A message/);
  await waitFor(async () => /Try again/.test(await textOf(page, ROW)), {
    timeoutMs: 15_000,
    message: 'what the page did',
  });
  expect(await textOf(page, '[data-build]')).toBe(build);
  await trustedClick(page, '[data-action="save-log"]');
  const path = await waitForDownload(
    world.browser.downloadsDir,
    /lifeline-failures-\d{4}-\d{2}-\d{2}.*\.json$/,
  );
  const saved = await readFile(path, 'utf8');
  const [failure] = JSON.parse(saved).failures.filter((one: { class: string }) => one.class === 'overloaded');
  expect(failure).toMatchObject({ status: 529, where: 'send', protocol: 'legacy', buildId: build });
  expect(saved).not.toMatch(new RegExp(`harbour|${SEEDED.short}|/chat/`));
  await page.close();
});

it('it is still there after the browser was started again', async () => {
  await overloaded();
  const before = await countOf(await diagnostics(), ROW);
  await world.close();
  world = await startWorld(profile);
  const page = await diagnostics();
  expect(await countOf(page, ROW)).toBe(before);
  expect(await textOf(page, ROW)).toContain('529');
  await page.close();
});

it('the popup leads there, and nothing in it shuts anybody out', async () => {
  const tab = await overloaded();
  const popup = await tab.popup();
  await popup.shows('degraded');
  await popup.click('[data-action="open-diagnostics"]');
  await waitFor(() => world.browser.evaluateInExtension(showsDiagnostics), {
    timeoutMs: 10_000,
    message: 'the diagnostics page',
  });
  const page = await diagnostics();
  for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 800 });
    expect(await violationsInBoth(world.browser, page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.close();
});

declare const chrome: { extension: { getViews: () => Window[] } };

/** Runs in the extension. */
const showsDiagnostics = (): boolean =>
  chrome.extension.getViews().some(({ location }) => location.hash === '#diagnostics');

it('clearing asks first, and then the log is empty', async () => {
  await overloaded();
  const page = await diagnostics();
  await trustedClick(page, '[data-action="clear-log"]');
  await trustedClick(page, '[data-action="cancel"]');
  expect(await countOf(page, ROW)).toBeGreaterThan(0);
  await trustedClick(page, '[data-action="clear-log"]');
  await trustedClick(page, '[data-action="confirm"]');
  await waitFor(async () => (await countOf(page, '[data-failure]')) === 0, {
    timeoutMs: 5_000,
    message: 'an empty log',
  });
  expect(await textOf(page, 'main')).toMatch(/^Nothing is logged/);
  await page.close();
});

it('after a failure that the background did not live to see to its end, the log goes on', async () => {
  const tab = await overloaded();
  await (await diagnostics()).close();
  await world.browser.killBackground();
  world.stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.page.waitForSelector(COMPOSER);
  await tab.send('Again');
  const page = await diagnostics('[data-failure="gateway"]');
  expect(await countOf(page, ROW)).toBeGreaterThan(0);
  await page.close();
});
