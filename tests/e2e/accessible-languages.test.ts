import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { POPUP_EXAMPLES } from '@/components/popup/examples.ts';
import { BY_VERDICT } from '@/components/popup/situations.ts';
import { PLAY_EXAMPLES, STEP_EXAMPLES } from '@/components/popup/step-examples.ts';
import { wordBarriers } from './barriers.ts';
import { expectQuietConsole, startWorld, type World } from './kit.ts';
import { showView, standInBuild } from './stand-in.ts';

let folder: string;
let world: World;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-languages-'));
  world = await startWorld(undefined, await standInBuild(folder));
});
afterEach(() => expectQuietConsole(world));
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

/** By its hash, and what stands there when it is all there. */
const VIEWS = { list: 'h1', settings: '[data-setting]', drafts: 'h1', incidents: 'h1', help: '[data-help]' };
const NARROW = { width: 360, height: 600 };

/** The one button has the least room while it counts. */
const COUNTING = POPUP_EXAMPLES.filter(({ name }) => name === 'counting-down').map(({ view }) => view);
const SHOWN = [...Object.values(BY_VERDICT), ...Object.values({ ...STEP_EXAMPLES, ...PLAY_EXAMPLES })];

/** Runs in the popup: the buttons that stand out and need more than one line. */
const wrapped = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('button:is(.primary, .second)')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height > 44)
    .map((one) => `more than one line: ${one.textContent}`);

describe.each(readdirSync('public/_locales'))('in the words of %s', (locale) => {
  const opened = async (path: string, sign: string): Promise<Page> => {
    const page = await world.browser.openExtensionPage(path);
    await page.setViewport(NARROW);
    await page.waitForSelector(sign);
    return page;
  };

  it('the popup, whatever it shows, holds its words and calls its buttons what stands on them', async () => {
    const popup = await opened(`popup.html?tab=1&speak=${locale}`, 'main');
    const { lang } = JSON.parse(readFileSync(`public/_locales/${locale}/messages.json`, 'utf8'));
    expect(await popup.$eval('html', (html) => html.lang)).toBe(lang.message);
    for (const view of [...SHOWN, ...COUNTING]) {
      await showView(popup, view);
      expect([...(await wordBarriers(popup)), ...(await popup.evaluate(wrapped))]).toEqual([]);
    }
    await popup.close();
  });

  it('the pages, too', async () => {
    const library = await opened(`library.html?speak=${locale}`, 'h1');
    for (const [view, sign] of Object.entries(VIEWS)) {
      await library.evaluate((hash) => {
        location.hash = hash;
      }, view);
      await library.waitForSelector(sign);
      expect(await wordBarriers(library), view).toEqual([]);
    }
    await library.close();
    const welcome = await opened(`welcome.html?speak=${locale}`, '[data-setting]');
    expect(await wordBarriers(welcome)).toEqual([]);
    await welcome.close();
  });
});
