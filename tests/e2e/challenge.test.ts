import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { ending, pressFix } from './fixing.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
const DRAFT = 'Am I human? — 👩‍🚀';

declare const chrome: { tabs: { get: (id: number) => Promise<{ active: boolean }> } };

const isInFront = async (tab: Tab): Promise<boolean> =>
  world.browser.evaluateInExtension(async (id) => (await chrome.tabs.get(id)).active, await tab.id());

it('brings the check to the front and waits for it, also when the background dies; then all is as before', async () => {
  const tab = await world.open(CHAT);
  await tab.type(DRAFT);
  await pause(700);
  world.stage.fail({ on: 'document', kind: 'challenge' });
  await tab.page.reload();
  const other = await world.browser.newPage('https://example.com/');
  await other.bringToFront();
  const popup = await tab.popup();
  await popup.shows('challenge');
  expect(await isInFront(tab)).toBe(false);
  const asked = world.stage.log.length;
  await pressFix(popup, 'complete-challenge');
  await waitFor(() => isInFront(tab), { message: 'the tab with the check to be in front' });
  const running = () => popup.attributes('[data-running]', 'data-fix');
  await waitFor(async () => (await running()).length > 0, { message: 'the popup to show the fix at work' });
  await world.browser.killBackground();
  await pause(3_000);
  expect(await running()).toEqual(['complete-challenge']);
  // Waiting is all that is done: whoever asks again and again makes the check stricter.
  expect(world.stage.log.slice(asked).filter(({ host }) => host === 'claude.ai')).toEqual([]);

  world.stage.clear();
  await tab.page.goto(`https://claude.ai${CHAT}`);
  await tab.page.waitForSelector(COMPOSER);
  expect(await ending(popup)).toBe('done');
  await popup.shows('ok');
  await waitFor(async () => (await tab.composerText()) === DRAFT, { message: 'the text that was typed' });
  expect(world.stage.log.some(({ path }) => path === '/logout')).toBe(false);
  await other.close();
});
