import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { violationsInBoth } from './barriers.ts';
import { pressFix } from './fixing.ts';
import { COMPOSER, expectQuietConsole, type Popup, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
/** An answer of theirs would prove the internet. */
const WITNESSES = [
  ...['status.claude.com', 'anthropic.statuspage.io', 'hn.algolia.com'],
  ...['api.github.com', 'www.reddit.com', 'mastodon.social'],
];
const MESSAGE = 'Take this\nalong, please 🧵';

/** A message that fails, and the popup over it. */
async function failing(): Promise<{ tab: Tab; popup: Popup }> {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-500' });
  await tab.send(MESSAGE);
  await tab.prompt('degraded');
  return { tab, popup: await tab.popup() };
}

const step = (verb: string): string => `[data-step="${verb}"]`;

const shows = (popup: Popup, verb: string): Promise<unknown> =>
  waitFor(async () => (await popup.attributes('[data-step]', 'data-step'))[0] === verb, {
    timeoutMs: 15_000,
    message: `the step ${verb}`,
  });

const says = (popup: Popup, words: RegExp): Promise<unknown> =>
  waitFor(async () => words.test(await popup.text()), { timeoutMs: 10_000, message: String(words) });

/** Hosts that are asked only while claude.ai can't be reached. */
const outsiders = (): number =>
  world.stage.log.filter(({ host }) => host === 'example.com' || host === '1.1.1.1').length;

/** Presses the fix; the links are asked at that very moment, also those that were just asked. */
async function checksAnew(popup: Popup, found: RegExp): Promise<void> {
  const before = outsiders();
  await pressFix(popup, 'check-connection');
  await shows(popup, 'show-chain');
  expect(outsiders()).toBeGreaterThan(before);
  await waitFor(async () => found.test(await popup.text('.found')), {
    timeoutMs: 5_000,
    message: `the guide to say ${found}`,
  });
}

// First: a link is checked at most once a minute, and nobody has looked at one yet.
it('a connection that is cut is explained, and what to do by hand is shown in order', async () => {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector('[data-testid="assistant-message"]');
  world.stage.set({ network: 'reset', unreachable: WITNESSES });
  await tab.page.reload().catch(() => undefined); // the browser's own error page
  const popup = await tab.popup();
  await popup.shows('network');
  await waitFor(async () => !(await popup.attributes('[data-hop]', 'data-state')).includes('checking'), {
    timeoutMs: 10_000,
    message: 'the check of somebody who looks to end',
  });
  await checksAnew(popup, /claude\.ai alone/);
  await waitFor(async () => (await popup.attributes('.guide li', 'class')).length >= 3, {
    timeoutMs: 5_000,
    message: 'advice for the broken link',
  });
  expect(await violationsInBoth(world.browser, popup.page)).toEqual([]);
  await popup.click(`${step('show-chain')} [data-action="step-done"]`);
  await says(popup, /Every link was checked/);
  // Another link breaks, within the same minute.
  world.stage.set({ unreachable: [...WITNESSES, 'example.com'] });
  await checksAnew(popup, /DNS/);
  await waitFor(async () => /DNS/.test(await popup.text('.guide li')), {
    timeoutMs: 5_000,
    message: 'the advice for names that aren’t found, first',
  });
  await popup.click(`${step('show-chain')} [data-action="step-done"]`);
  await says(popup, /Every link was checked/);
  await pressFix(popup, 'switch-network');
  await shows(popup, 'show-steps');
  expect(await popup.text('.guide')).toMatch(/^Connect to another network.*Reload this tab\.$/);
  expect(await violationsInBoth(world.browser, popup.page)).toEqual([]);
  await popup.click(`${step('show-steps')} [data-action="cancel"]`);
  await says(popup, /Stopped\./);
});

it('other text in the message box goes only at a word of the user', async () => {
  const { tab, popup } = await failing();
  await tab.type('Something new');
  await pressFix(popup, 'restore-draft');
  await shows(popup, 'ask-to-replace');
  expect(await tab.composerText()).toBe('Something new');
  expect(await violationsInBoth(world.browser, popup.page)).toEqual([]);
  await popup.click(`${step('ask-to-replace')} [data-action="cancel"]`);
  await says(popup, /Stopped\./);
  expect(await tab.composerText()).toBe('Something new');
  await pressFix(popup, 'restore-draft');
  await shows(popup, 'ask-to-replace');
  await popup.click(`${step('ask-to-replace')} [data-action="confirm"]`);
  await waitFor(async () => (await tab.composerText()) === MESSAGE, {
    timeoutMs: 10_000,
    message: 'the kept message',
  });
  await says(popup, /back in the message box/);
  expect(world.stage.sends()).toHaveLength(1);
});

it('the same question in the page obeys the user', async () => {
  const { tab, popup } = await failing();
  await tab.type('Mine');
  await pressFix(popup, 'restore-draft');
  await shows(popup, 'ask-to-replace');
  await tab.page.bringToFront();
  await tab.press('[data-action="confirm"]');
  await waitFor(async () => (await tab.composerText()) === MESSAGE, {
    timeoutMs: 10_000,
    message: 'the kept message',
  });
});

it('one click puts the work on the clipboard; the step outlives the popup and the worker', async () => {
  const { tab, popup } = await failing();
  await pressFix(popup, 'continue-elsewhere');
  await shows(popup, 'choose-assistant');
  expect(await violationsInBoth(world.browser, popup.page)).toEqual([]);
  await popup.page.close();
  await world.browser.killBackground();
  const again = await tab.popup();
  await shows(again, 'choose-assistant');
  await again.click(`${step('choose-assistant')} [data-action="step-done"]`);
  await says(again, /on the clipboard/);
  // What is there is what was meant.
  await again.page.close();
  await tab.page.bringToFront();
  await tab.page.click(COMPOSER);
  await press(tab.page, 'v');
  await waitFor(async () => (await tab.composerText()).includes('along, please 🧵'), {
    timeoutMs: 5_000,
    message: 'the message from the clipboard',
  });
});

async function press(page: Page, key: 'c' | 'v'): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

/** What is on the clipboard, as the page sees it that the fix has opened; something else is there after it. */
async function pastedAt(path: string, earlier: readonly Page[]): Promise<string> {
  const opened = async () =>
    (await world.browser.browser.pages()).find((one) => !earlier.includes(one) && one.url().endsWith(path));
  const page = await waitFor(opened, { timeoutMs: 10_000, message: `a tab of ${path}` });
  await page.waitForSelector('h1');
  await page.bringToFront();
  await page.evaluate(() => document.body.appendChild(document.createElement('textarea')).focus());
  await press(page, 'v');
  const text = await waitFor(() => page.$eval('textarea', ({ value }) => value), {
    timeoutMs: 5_000,
    message: 'what is on the clipboard',
  });
  await page.$eval('textarea', (field) => {
    field.value = 'copied since';
    field.select();
  });
  await press(page, 'c');
  await page.close();
  return text;
}

it('the assistant of my choice is opened and, from then on, without a question; the chat is on the clipboard', async () => {
  const { tab, popup } = await failing();
  const earlier = await world.browser.browser.pages();
  await pressFix(popup, 'continue-elsewhere');
  await shows(popup, 'choose-assistant');
  await popup.page.type('.own input', 'example.com/other');
  await popup.click('.own [type="submit"]');
  const chat = await pastedAt('example.com/other', earlier);
  expect(chat).toContain(MESSAGE);
  expect(chat).toMatch(/^## You$/m);
  await popup.page.close();
  const again = await tab.popup();
  const now = await world.browser.browser.pages();
  await pressFix(again, 'continue-elsewhere');
  expect(await pastedAt('example.com/other', now)).toBe(chat);
  expect(world.stage.sends(), 'nothing is sent').toHaveLength(1);
});
