import { afterEach, beforeEach, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { COMPOSER, expectQuietConsole, type Popup, pause, startWorld, type Tab, type World } from './kit.ts';

/** Each has a browser of its own: a link is checked at most once a minute. */
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  expectQuietConsole(world);
  await world.close();
});

const CHAT = `/chat/${SEEDED.short}`;
const WITHIN_MS = 60_000;
/** Claude takes everything and answers nothing; Cloudflare before it still answers its own trace. */
const silence = (): void => {
  for (const on of ['document', 'api', 'send'] as const) world.stage.fail({ on, kind: 'hang' });
};

async function loaded(): Promise<Tab> {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  await tab.send('Hello');
  await tab.answered();
  return tab;
}

/** No popup says that all is well while nothing answers, whatever worked before. */
async function neverOk(popup: Popup, ms: number): Promise<void> {
  for (const until = Date.now() + ms; Date.now() < until; await pause(500))
    expect(await popup.verdict()).not.toBe('ok');
}

const isTold = (popup: Popup): Promise<unknown> =>
  waitFor(async () => ((await popup.verdict()) ?? 'ok') !== 'ok', {
    timeoutMs: WITHIN_MS,
    message: 'a verdict that is not ok',
  });

it('the page never comes after a reload, and nothing else answers: within a minute it is not called well, and stays so', async () => {
  const tab = await loaded();
  const popup = await tab.popup();
  await popup.shows('ok');
  silence();
  await tab.page.evaluate(() => setTimeout(() => location.reload()));
  await isTold(popup);
  expect(await popup.verdict()).toBe('unclear');
  expect(await popup.attributes('[data-hop="claude"]', 'data-state')).not.toContain('ok');
  await neverOk(popup, 15_000);
}, 120_000);

it('a message is never answered, nor anything else: the popup that is opened then is not green', async () => {
  const tab = await loaded();
  silence();
  await tab.send('Are you there?');
  const popup = await tab.popup();
  await isTold(popup);
  expect(await popup.verdict()).toBe('unclear');
  await neverOk(popup, 15_000);
  world.stage.clear();
}, 120_000);

it('nothing has been sent, the page stands there, and Claude answers nobody: the check that the popup makes says so', async () => {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector('[data-testid="assistant-message"]');
  await pause(61_000); // what the page has seen working counts for a minute
  silence();
  const popup = await tab.popup();
  await isTold(popup);
  expect(await popup.verdict()).toBe('unclear');
  expect(await popup.text()).toContain('Claude itself is silent');
  expect(await popup.attributes('[data-hop="claude"]', 'data-state')).toEqual(['bad']);
  await neverOk(popup, 10_000);
}, 150_000);
