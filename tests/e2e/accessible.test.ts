import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { POPUP_EXAMPLES } from '@/components/popup/examples.ts';
import { BY_VERDICT } from '@/components/popup/situations.ts';
import { PLAY_EXAMPLES, STEP_EXAMPLES } from '@/components/popup/step-examples.ts';
import { barriers, cuts, LOOKS, look } from './barriers.ts';
import { expectQuietConsole, startWorld, type World } from './kit.ts';
import { showView, standInBuild } from './stand-in.ts';
import { tabTo } from './walk.ts';

let folder: string;
let world: World;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-stand-in-'));
  world = await startWorld(undefined, await standInBuild(folder));
});
afterEach(() => expectQuietConsole(world));
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const POPUP = [360, 600] as const;

describe('the popup', () => {
  let popup: Page;
  beforeAll(async () => {
    popup = await world.browser.openExtensionPage('popup.html?tab=1');
  });

  it.each(LOOKS)('every verdict, %s', async (how) => {
    await look(world.browser, popup, how, POPUP);
    for (const [verdict, view] of Object.entries(BY_VERDICT)) {
      await showView(popup, view);
      expect(await barriers(popup), verdict).toEqual([]);
    }
  });

  it.each(['dark', 'double'] as const)('whatever else it shows, %s', async (how) => {
    await look(world.browser, popup, how, POPUP);
    const others = POPUP_EXAMPLES.filter(({ name }) => !Object.hasOwn(BY_VERDICT, name));
    const views = { ...Object.fromEntries(others.map(({ name, view }) => [name, view])) };
    for (const [name, view] of Object.entries({ ...views, ...STEP_EXAMPLES, ...PLAY_EXAMPLES })) {
      await showView(popup, view);
      expect(await (how === 'dark' ? barriers : cuts)(popup), name).toEqual([]);
    }
  });

  it('what removes data asks, with the focus on the answer that changes nothing, and gives it back', async () => {
    await showView(popup, { ...BY_VERDICT.page, fixes: ['clear-site-data'] });
    await popup.bringToFront();
    const fix = '[data-fix="clear-site-data"] button';
    await tabTo(popup, fix);
    await popup.keyboard.press('Enter');
    await popup.waitForSelector('.question [data-action="cancel"]:focus');
    expect(await barriers(popup)).toEqual([]);
    await popup.keyboard.press('Enter');
    await popup.waitForSelector('.question', { hidden: true });
    await tabTo(popup, fix, 0);
  });
});
