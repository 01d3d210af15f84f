import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { trustedClick } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, startWorld, type World } from './kit.ts';

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

const setting = (id: string): string => `[data-setting="${id}"]`;
const isOn = (page: Page, id: string): Promise<boolean> =>
  page.$eval(setting(id), (input) => (input as HTMLInputElement).checked);
const shownIn = (page: Page, id: string): Promise<string> =>
  page.$eval(setting(id), (input) => (input as HTMLInputElement).value);

async function settings(): Promise<Page> {
  const page = await world.browser.openExtensionPage('library.html#settings');
  await page.waitForSelector(setting('checkInternet'));
  return page;
}

const saved = (page: Page): Promise<unknown> => page.waitForSelector('[data-news="saved"]');

async function toggle(page: Page, id: string): Promise<void> {
  const before = await isOn(page, id);
  await trustedClick(page, setting(id));
  await waitFor(async () => (await isOn(page, id)) !== before, { message: `${id} to change` });
  await saved(page);
}

const askedOf = (host: string): number => world.stage.log.filter((one) => one.host === host).length;

/** Something fails, and somebody looks: the moment at which everybody who may be asked is asked. */
async function trouble(): Promise<void> {
  const tab = await world.open(`/chat/${SEEDED.short}`);
  world.stage.fail({ on: 'send', kind: 'json-500' });
  await tab.send('Hello?');
  const popup = await tab.popup();
  await popup.shows('degraded');
}

it('a witness that I switch off is not asked any more, and the others are; also after a restart', async () => {
  const page = await settings();
  await toggle(page, 'sources.claude-status-page');
  await toggle(page, 'sources.mastodon');
  await page.close();
  await trouble();
  await waitFor(() => askedOf('hn.algolia.com') > 0, { timeoutMs: 15_000, message: 'the others' });
  expect(askedOf('status.claude.com')).toBe(0);
  expect(askedOf('mastodon.social')).toBe(0);
  const incidents = await world.browser.openExtensionPage('library.html#incidents');
  await incidents.waitForSelector('[data-official="off"]');
  await incidents.close();
  await world.close();
  world = await startWorld(profile);
  const again = await settings();
  expect(await isOn(again, 'sources.mastodon')).toBe(false);
  expect(await isOn(again, 'sources.hacker-news')).toBe(true);
  await toggle(again, 'sources.mastodon');
  await again.close();
  await trouble();
  await waitFor(() => askedOf('mastodon.social') > 0, {
    timeoutMs: 15_000,
    message: 'it, switched on again',
  });
  expect(askedOf('status.claude.com')).toBe(0);
});

it('each witness says what it is asked for, how often and where', async () => {
  const page = await settings();
  const hint = (id: string) =>
    page.$eval(`[id="hint-sources.${id}"]`, (element) => element.textContent ?? '');
  expect(await hint('claude-status-page')).toMatch(/open incidents.*every 1 min.*status\.claude\.com/i);
  expect(await hint('reddit')).toMatch(/Only their times are kept.*Only in trouble.*www\.reddit\.com/);
  await page.select(setting('community'), 'on-request');
  await waitFor(async () => (await hint('hacker-news')).includes('Only when you open Lifeline'), {
    message: 'how often it is asked now',
  });
  await page.close();
});

it('what I choose is kept, and the defaults come back when I confirm it', async () => {
  const page = await settings();
  await page.select(setting('statusEveryMin'), '30');
  await toggle(page, 'checkInternet');
  await toggle(page, 'quietHours');
  await page.waitForSelector(setting('quietHours.from'));
  await page.$eval(setting('quietHours.from'), (input) => {
    (input as HTMLInputElement).value = '21:30';
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await saved(page);
  await page.evaluate(() => location.reload()).catch(() => undefined); // Firefox never reports such a load
  await page.waitForSelector(setting('quietHours.from'));
  expect(await shownIn(page, 'statusEveryMin')).toBe('30');
  expect(await shownIn(page, 'quietHours.from')).toBe('21:30');
  expect(await isOn(page, 'checkInternet')).toBe(false);
  await trustedClick(page, '[data-action="reset-settings"]');
  await trustedClick(page, '[data-action="cancel"]');
  expect(await shownIn(page, 'statusEveryMin')).toBe('30');
  await trustedClick(page, '[data-action="reset-settings"]');
  await trustedClick(page, '[data-action="confirm"]');
  await page.waitForSelector('[data-news="reset"]');
  expect(await shownIn(page, 'statusEveryMin')).toBe('5');
  expect(await isOn(page, 'checkInternet')).toBe(true);
  expect(await page.$(setting('quietHours.from'))).toBeNull();
  await page.close();
});
