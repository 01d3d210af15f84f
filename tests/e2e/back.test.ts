import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

/** A mark that only the document itself has: one that is loaded anew has lost it. */
const mark = (): void => {
  (globalThis as { mark?: string }).mark = 'as it was left';
};
const readMark = (): string | undefined => (globalThis as { mark?: string }).mark;

/** No load event comes with a page that is brought back, so there is nothing to wait for but the page itself. */
async function back({ page }: Tab): Promise<void> {
  await page.evaluate(() => void setTimeout(() => history.back()));
  await waitFor(async () => (await page.evaluate(readMark)) === 'as it was left', {
    timeoutMs: 15_000,
    message: 'the page as it was left',
  });
}

it('Back from a page of claude.ai that failed: the chat stands there as it was left, and all is well', async () => {
  const tab = await world.open(CHAT, { backCache: true });
  await tab.page.waitForSelector(COMPOSER);
  await pause(2_500);
  await tab.page.evaluate(mark);
  const popup = await tab.popup();
  await popup.shows('ok');
  await tab.page.bringToFront();
  world.stage.fail({ on: 'document', kind: 'outage-page', path: SEEDED.hostile });
  await tab.page.goto(`https://claude.ai/chat/${SEEDED.hostile}`);
  await waitFor(async () => (await popup.verdict()) !== 'ok', { timeoutMs: 15_000, message: 'the outage' });
  await back(tab);
  await popup.shows('ok');
  expect(await tab.noPrompt()).toBe(true);
});

it('Back from another site: the page is watched as before', async () => {
  const tab = await world.open(CHAT, { backCache: true });
  await tab.page.waitForSelector(COMPOSER);
  await pause(2_500);
  await tab.page.evaluate(mark);
  await tab.page.goto('about:blank');
  await pause(1_000);
  await back(tab);
  const popup = await tab.popup();
  await popup.shows('ok');
  await tab.page.bringToFront();
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('Still there?');
  await tab.prompt('degraded');
});
