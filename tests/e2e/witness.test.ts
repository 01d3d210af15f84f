import { afterEach, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, startWorld, type World } from './kit.ts';

/** Each scenario has a browser of its own: a witness is asked at most once a minute. */
let world: World;
afterEach(async () => {
  expectQuietConsole(world);
  await world.close();
});

const CHAT = `/chat/${SEEDED.short}`;
const SOURCE = '[data-source="claude-status-page"]';

it('with the official page in agreement, Claude is down, and the badge says it twice', async () => {
  world = await startWorld();
  const tab = await world.open(CHAT, { status: 'major' });
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('Hello?');
  const popup = await tab.popup();
  await popup.shows('down', 20_000);
  expect(await popup.attributes(SOURCE, 'data-state')).toEqual(['trouble']);
  expect(await world.browser.badgeText(await tab.id())).toBe('!!');
});

it('an official page that cannot be read is unknown, and changes nothing about what my own tab saw', async () => {
  world = await startWorld();
  const tab = await world.open(CHAT, { status: 'captcha-405' });
  const popup = await tab.popup();
  await popup.shows('ok');
  await waitFor(() => world.stage.log.some(({ host }) => host === 'anthropic.statuspage.io'), {
    timeoutMs: 10_000,
    message: 'the second address to be asked',
  });
  expect(await popup.attributes(SOURCE, 'data-state')).toEqual(['unknown']);
  world.stage.fail({ on: 'send', kind: 'json-500' });
  await tab.send('Hello?');
  await popup.shows('degraded');
  expect(await popup.attributes(SOURCE, 'data-state')).toEqual(['unknown']);
});

it('the official page is asked politely: without cookies, and with the ETag of the answer before', async () => {
  world = await startWorld();
  const tab = await world.open(CHAT);
  const popup = await tab.popup();
  await popup.shows('ok');
  const asked = () =>
    world.stage.log.filter(({ host, path }) => host === 'status.claude.com' && path.endsWith('summary.json'));
  await waitFor(() => asked().length === 1, { timeoutMs: 5_000, message: 'the first poll' });
  await new Promise((resolve) => setTimeout(resolve, 11_000));
  await popup.page.evaluate(() => location.reload()).catch(() => undefined); // Firefox never reports such a load

  await waitFor(() => asked().length === 2, { timeoutMs: 10_000, message: 'the second poll' });
  const [first, second] = asked();
  expect(first?.headers.cookie).toBeUndefined();
  expect(second?.headers['if-none-match']).toBeDefined();
  expect(second?.status).toBe(304);
  await popup.shows('ok');
  expect(await popup.attributes(SOURCE, 'data-state')).toEqual(['ok']);
});
