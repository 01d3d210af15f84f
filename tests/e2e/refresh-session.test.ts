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
const TEXT = 'Before I was signed out: שלום, 👩‍🚀\n  two  spaces';
const LOGIN = '[data-testid="login-with-google"]';

const asked = (path: string): number => world.stage.log.filter((one) => one.path === path).length;

/** The session ends while a chat is open, and the next message is refused. */
async function ended(also: () => unknown = () => undefined): Promise<Tab> {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  also();
  world.stage.set({ signedIn: false });
  await tab.send(TEXT);
  return tab;
}

it('a session that is over: signs out and in, and is back in the same chat with my message, though the background died', async () => {
  const tab = await ended();
  const popup = await tab.popup();
  await popup.shows('signed-out');
  await pressFix(popup, 'refresh-session');
  await waitFor(() => asked('/logout') === 1, { message: 'claude.ai’s own way out' });
  await tab.page.waitForSelector(LOGIN, { timeout: 15_000 });
  await world.browser.killBackground();
  await pause(500);
  // Some sign-ins lead over another site, and come back to somewhere else.
  await tab.page.goto('https://example.com/');
  await pause(500);
  world.stage.set({ signedIn: true });
  await tab.page.goto('https://claude.ai/new');
  await waitFor(() => tab.page.evaluate((chat) => location.pathname === chat, CHAT), {
    timeoutMs: 20_000,
    message: 'the chat of before',
  });
  await tab.page.waitForSelector(COMPOSER, { timeout: 20_000 });
  await waitFor(async () => (await tab.composerText()) === TEXT, {
    timeoutMs: 20_000,
    message: 'the message that was refused, to the character',
  });
  expect(await tab.page.evaluate(() => location.pathname)).toBe(CHAT);
  expect(await ending(popup)).toBe('done');
  expect(world.stage.sends().filter(({ status }) => status === 200)).toHaveLength(0);
  await tab.page.bringToFront();
  await tab.page.click(COMPOSER);
  await tab.page.keyboard.press('Enter');
  await waitFor(() => world.stage.sends().some(({ status }) => status === 200), {
    message: 'the message to go',
  });
  await popup.shows('ok');
});

it('a check of Cloudflare’s is no sign-out: nobody is sent to the sign-in, and the reason is said', async () => {
  const tab = await ended(() => world.stage.fail({ on: 'session', kind: 'challenge' }));
  const popup = await tab.popup();
  await popup.shows('signed-out');
  await pressFix(popup, 'refresh-session');
  expect(await ending(popup)).toBe('failed');
  expect(await popup.text('.fixes')).toContain('no sign-out');
  expect(asked('/logout')).toBe(0);
});
