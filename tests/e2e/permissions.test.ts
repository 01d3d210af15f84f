import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trustedClick } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { HOSTS } from '../stage/hosts.ts';
import { SEEDED } from '../stage/seed.ts';
import { allowedBuild } from './allowed-build.ts';
import { BROWSER, expectQuietConsole, type Popup, pause, startWorld, type World } from './kit.ts';

let world: World;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-allowed-'));
});
afterEach(async () => {
  expectQuietConsole(world);
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const CHAT = `/chat/${SEEDED.short}`;
const REDDIT = '[data-setting="sources.reddit"]';
const isOn = (page: Page): Promise<boolean> =>
  page.$eval(REDDIT, (input) => (input as HTMLInputElement).checked);
const askedOf = (host: string): number => world.stage.log.filter((one) => one.host === host).length;
async function switchReddit(news: string): Promise<Page> {
  const page = await world.browser.openExtensionPage('library.html#settings');
  await page.waitForSelector(REDDIT);
  await trustedClick(page, REDDIT);
  await page.waitForSelector(`[data-news="${news}"]`);
  return page;
}

/** Something fails and somebody looks: the moment at which everybody who may be asked is asked. */
async function trouble(): Promise<Popup> {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-500' });
  await tab.send('Hello?');
  const popup = await tab.popup();
  await popup.shows('degraded');
  await waitFor(() => askedOf(HOSTS.hackerNews) > 0, { timeoutMs: 15_000, message: 'the others' });
  return popup;
}

it('Reddit is asked once its host is allowed, and its row has an answer', async () => {
  const isReal = BROWSER === 'firefox';
  world = await startWorld(
    undefined,
    isReal ? undefined : await allowedBuild(folder, { host: 'https://www.reddit.com/*' }),
  );
  await world.browser.answerQuestions?.(true);
  const page = await switchReddit('saved');
  expect(await isOn(page)).toBe(true);
  const popup = await trouble();
  const when = () => popup.attributes('[data-source="reddit"] time', 'data-when');
  await waitFor(async () => (await when())[0] === 'answer', { timeoutMs: 15_000, message: 'its answer' });
  expect(askedOf(HOSTS.reddit)).toBe(1);
  expect(await popup.text('[data-source="reddit"]')).toContain('Still learning'); // one answer is no usual
});

// Chromium's question can't be answered from outside. A test that doesn't run would count as failed, so these aren't there.
if (BROWSER === 'firefox')
  describe('the browser’s own question is answered with no', () => {
    beforeEach(async () => {
      world = await startWorld();
      await world.browser.answerQuestions?.(false);
    });

    it('Reddit stays off, is not asked, and the row says that it never was', async () => {
      const page = await switchReddit('not-allowed');
      expect(await isOn(page)).toBe(false);
      const popup = await trouble();
      await pause(2_000);
      expect(askedOf(HOSTS.reddit)).toBe(0);
      expect(await popup.attributes('[data-source="reddit"] time', 'data-when')).toEqual(['never']);
    });

    it('who may not notify watches all the same, and the popup tells that Claude is back', async () => {
      const tab = await world.open(CHAT);
      world.stage.fail({ on: 'send', kind: 'json-503' });
      for (const text of ['One', 'Two', 'Three']) {
        await tab.send(text);
        await pause(3_000);
      }
      const popup = await tab.popup();
      await popup.click('[data-fix="notify-when-back"] button');
      await waitFor(
        async () => !(await popup.attributes('[data-fix]', 'data-fix')).includes('notify-when-back'),
        {
          timeoutMs: 10_000,
          message: 'the watch',
        },
      );
      world.stage.clear();
      await tab.page.bringToFront();
      await tab.send('Four');
      await tab.answered();
      await waitFor(async () => /answered again/.test(await popup.text('.back')), {
        timeoutMs: 125_000,
        message: 'the popup to tell it',
      });
    }, 200_000);
  });
