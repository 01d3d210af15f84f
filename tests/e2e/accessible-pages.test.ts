import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BY_VERDICT } from '@/components/popup/situations.ts';
import { PROMPT_EXAMPLES } from '@/components/prompt/examples.ts';
import { SEEDED } from '../stage/seed.ts';
import { barriers, LOOKS, look } from './barriers.ts';
import { BROWSER, expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';
import { RACK, SHELF } from './reader-chats.ts';
import { asOfNow } from './stand-in.ts';

let world: World;
let tab: Tab;
beforeAll(async () => {
  world = await startWorld();
  tab = await world.open(`/chat/${SEEDED.short}`);
  world.stage.fail({ on: 'send', kind: 'json-529', times: 1 });
  await tab.send('A message that fails');
  await tab.prompt('degraded');
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const WINDOW = [1280, 1024] as const;

/** Brings chats in, as a user does with claude.ai's own export. */
async function bringIn(library: Page): Promise<void> {
  const path = join(tmpdir(), `lifeline-${process.pid}-accessible.json`);
  await writeFile(path, JSON.stringify(SHELF));
  await library.waitForSelector('input[type=file]');
  const input = await library.$('input[type=file]');
  await (input as { uploadFile?: (path: string) => Promise<void> } | null)?.uploadFile?.(path);
  await library.waitForSelector('[data-import="done"]');
}

const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });

/** By its hash, and what stands there when it is all there. */
const VIEWS: readonly (readonly [hash: string, sign: string])[] = [
  ['list', '[data-conversation]'],
  [RACK.uuid, 'article .turn'],
  ['settings', '[data-setting]'],
  ['drafts', '[data-kept]'],
  ['incidents', 'tr[data-kind="failures"]'],
  ['diagnostics', '[data-failure]'],
  ['help', '[data-help]'],
  ['playbook', '[data-fix]'],
];

describe('the library', () => {
  let library: Page;
  beforeAll(async () => {
    library = await world.browser.openExtensionPage(`library.html?tab=${await tab.id()}`);
    await bringIn(library);
  });
  afterAll(() => library.close());

  it.each(LOOKS)('every view, %s', async (how) => {
    await look(world.browser, library, how, WINDOW);
    for (const [hash, sign] of VIEWS) {
      await library.evaluate((place) => {
        location.hash = place;
      }, hash);
      await library.waitForSelector(sign, { timeout: 15_000 });
      await unfold(library);
      await pause(200);
      expect(await barriers(library), hash).toEqual([]);
    }
  });
});

it('the first page, in every look', async () => {
  const page = await world.browser.openExtensionPage('welcome.html');
  await page.waitForSelector('[data-setting]');
  for (const how of LOOKS) {
    await look(world.browser, page, how, WINDOW);
    expect(await barriers(page), how).toEqual([]);
  }
  await page.close();
});

declare const chrome: { tabs: { sendMessage: (tab: number, message: object) => Promise<unknown> } };
/** Runs in the extension, as the background does it. */
const showPrompt = (tabId: number, view: object): Promise<unknown> =>
  chrome.tabs.sendMessage(tabId, { name: 'show-view', input: { view } });

/** In Firefox nobody but the background can speak to the tab: there it is the one failure. */
const PROMPTS =
  BROWSER === 'chromium'
    ? PROMPT_EXAMPLES.filter(({ view: { verdict } }) => verdict.id !== 'ok' && !verdict.provisional)
    : [{ name: 'degraded', view: BY_VERDICT.degraded }];

it.each(LOOKS)('the prompt over the page, %s', async (how) => {
  await look(world.browser, tab.page, how, WINDOW);
  const id = await tab.id();
  await pause(200); // it has faded in
  for (const { name, view } of PROMPTS) {
    if (BROWSER === 'chromium') await world.browser.evaluateInExtension(showPrompt, id, asOfNow(view));
    await tab.prompt(view.verdict.id);
    expect(await barriers(tab.page, 'lifeline-prompt'), name).toEqual([]);
  }
});
