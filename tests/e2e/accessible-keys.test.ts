import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { shadowElement } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { BROWSER, COMPOSER, expectQuietConsole, startWorld, type Tab, type World } from './kit.ts';
import { leaves, tabTo, toTop, walk } from './walk.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

async function failing(): Promise<Tab> {
  const tab = await world.open(`/chat/${SEEDED.short}`);
  world.stage.fail({ on: 'send', kind: 'json-529', retryAfter: 20, times: 1 });
  await tab.send('Not now');
  await tab.prompt('degraded');
  return tab;
}

/** Each thing that can be pressed is come to once, its focus is seen, and behind the last one the page is left. */
async function expectWalkable(page: Page): Promise<void> {
  const { stops, wanted } = await walk(page);
  expect(stops.filter(({ isSeen }) => !isSeen)).toEqual([]);
  expect(wanted).toBeGreaterThan(0);
  expect(new Set(stops.map(({ place }) => place)).size).toBe(wanted);
  if (BROWSER === 'chromium') expect(await leaves(page)).toBe(true);
  await toTop(page);
}

const runs = (page: Page): Promise<boolean> => page.$('[data-running]').then((found) => found !== null);

describe('by keys alone', () => {
  it('the popup: all of it is reached, a fix begins and is stopped, what is folded opens', async () => {
    const popup = await (await failing()).popup();
    await popup.shows('degraded');
    await expectWalkable(popup.page);
    await tabTo(popup.page, '[data-recommended] button');
    await popup.page.keyboard.press('Enter');
    await waitFor(() => runs(popup.page), { message: 'the fix to run' });
    await tabTo(popup.page, '[data-action="cancel"]', 1);
    await popup.page.keyboard.press(' ');
    await waitFor(async () => !(await runs(popup.page)), { message: 'the fix to stop' });
    await tabTo(popup.page, '.what > summary');
    await popup.page.keyboard.press('Enter');
    await popup.page.waitForSelector('.cause');
  });

  it('the prompt takes no focus, is three presses behind the message box, and Escape closes it', async () => {
    const tab = await failing();
    expect(await tab.page.evaluate((box) => document.activeElement?.matches(box), COMPOSER)).toBe(true);
    await tabTo(tab.page, '[data-fix="wait-and-retry"]', 6);
    await tab.page.keyboard.press('Enter');
    await shadowElement(tab.page, 'lifeline-prompt', '[data-action="cancel"]');
    await tabTo(tab.page, '[data-action="cancel"]', 1);
    await tab.page.keyboard.press('Enter');
    await tabTo(tab.page, '[data-action="more"]');
    await tab.page.keyboard.press('Tab');
    expect(await tab.page.evaluate(() => document.activeElement?.localName)).not.toBe('lifeline-prompt');
    await tabTo(tab.page, '[data-action="more"]');
    await tab.page.keyboard.press('Escape');
    await tab.promptGone(2_000);
    expect(world.stage.sends()).toHaveLength(1);
  });
});

/** What stands there when the view is all there. */
const VIEWS = {
  list: '[data-conversation]',
  settings: '[data-setting]',
  drafts: '[data-kept]',
  incidents: 'tr[data-kind="failures"]',
  diagnostics: '[data-failure]',
  help: '[data-help]',
  playbook: '[data-fix]',
} as const;

it('every view of the library and the first page are walked through', async () => {
  const tab = await failing();
  const library = await world.browser.openExtensionPage(`library.html?tab=${await tab.id()}`);
  for (const [hash, sign] of Object.entries(VIEWS)) {
    await library.evaluate((place) => {
      location.hash = place;
    }, hash);
    await library.waitForSelector(sign, { timeout: 15_000 });
    await expectWalkable(library);
  }
  await library.close();
  const welcome = await world.browser.openExtensionPage('welcome.html');
  await welcome.waitForSelector('[data-setting]');
  await expectWalkable(welcome);
  await welcome.close();
});

it('a chat is looked for, opened and saved by keys', async () => {
  const library = await world.browser.openExtensionPage('library.html');
  await library.waitForSelector('[data-conversation]');
  await tabTo(library, 'input[type="search"]');
  await library.keyboard.type('short');
  await waitFor(() => library.$('.title mark'), { message: 'what was found' });
  await tabTo(library, '[data-conversation] a');
  await library.keyboard.press('Enter');
  await library.waitForSelector('article .turn');
  await expectWalkable(library);
  await tabTo(library, 'article [data-action="save-copy"], .shelf [data-action="save-copy"]');
  await library.keyboard.press('Enter');
  await library.waitForSelector('.news:not(:empty)');
  await library.close();
});
