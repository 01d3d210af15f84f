import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { ending, pressFix } from './fixing.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
/** The stage's broken app throws, under our name in Firefox. */
afterEach(() => expectQuietConsole(world, /app is undefined|reading 'start'/));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
const DRAFT = 'Still here?\n  with  spaces, 👩‍🚀 and שלום';

const assets = () => world.stage.log.filter(({ path }) => path.startsWith('/assets/'));

/** The page breaks at the next load, and would work at the one after. */
async function breakPage(tab: Tab): Promise<void> {
  world.stage.set({ app: 'throws' });
  await tab.page.reload();
  world.stage.set({ app: 'fine' });
}

/** A chat with text typed into it, whose page is broken. */
async function brokenPage(): Promise<Tab> {
  const tab = await world.open(CHAT);
  await tab.type(DRAFT);
  await pause(700);
  await breakPage(tab);
  return tab;
}

const isBack = async (tab: Tab): Promise<void> => {
  await tab.page.waitForSelector(COMPOSER, { timeout: 20_000 });
  await waitFor(async () => (await tab.composerText()) === DRAFT, { message: 'the text that was typed' });
};

it('loads the page past the cache; the chat, the sign-in and the text that was typed are as before', async () => {
  const tab = await world.open(CHAT);
  await tab.type(DRAFT);
  await pause(700);
  const cookies = await tab.page.evaluate(() => document.cookie);
  const before = assets().length;
  await tab.page.reload();
  await isBack(tab);
  expect(assets().length, 'a plain reload takes them from the cache').toBe(before);

  await breakPage(tab);
  const popup = await tab.popup();
  await popup.shows('page');
  await pressFix(popup, 'hard-reload');
  await isBack(tab);
  expect(await ending(popup)).toBe('done');
  const past = assets().filter(({ headers }) => headers['cache-control'] === 'no-cache');
  expect(past.length).toBeGreaterThanOrEqual(2);
  expect(await tab.page.evaluate(() => location.pathname)).toBe(CHAT);
  expect(await tab.page.evaluate(() => document.cookie)).toBe(cookies);
});

it('goes on where it was when the background dies in the middle', async () => {
  const tab = await brokenPage();
  const popup = await tab.popup();
  await popup.shows('page');
  world.stage.fail({ on: 'document', kind: 'slow', ms: 3_000, times: 1 });
  await pressFix(popup, 'hard-reload');
  await pause(1_000);
  await world.browser.killBackground();
  await isBack(tab);
  expect(await ending(popup)).toBe('done');
});

it('a tab that is closed meanwhile takes the fix along, and the popup says so', async () => {
  const tab = await brokenPage();
  const popup = await tab.popup();
  await popup.shows('page');
  world.stage.fail({ on: 'document', kind: 'hang', times: 1 });
  await pressFix(popup, 'hard-reload');
  await pause(500);
  await tab.page.close();
  await waitFor(async () => (await popup.attributes('[data-running]', 'data-fix')).length === 0, {
    message: 'the run to end',
  });
});
