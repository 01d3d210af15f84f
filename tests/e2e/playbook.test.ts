import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { pressFix } from './fixing.ts';
import { COMPOSER, expectQuietConsole, type Popup, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

const phase = async (popup: Popup): Promise<string | null> =>
  (await popup.attributes('.play', 'data-phase'))[0] ?? null;
const becomes = (popup: Popup, wanted: string | null, timeoutMs = 20_000) =>
  waitFor(async () => (await phase(popup)) === wanted, {
    timeoutMs,
    message: `the playbook to be ${wanted}`,
  });
const offered = (popup: Popup): Promise<(string | null)[]> => popup.attributes('[data-fix]', 'data-fix');

/** A message that fails, and the popup over it. */
async function failing(): Promise<{ tab: Tab; popup: Popup }> {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-500' });
  await tab.send('Does it work?');
  await tab.prompt('degraded');
  return { tab, popup: await tab.popup() };
}

it('do, observe, next: it outlives the reload of the tab, the closing of the popup and the death of the worker', async () => {
  const { tab, popup } = await failing();
  expect(await phase(popup)).toBeNull();
  const before = await offered(popup);
  expect(before[0]).toBe('wait-and-retry');
  await pressFix(popup, 'reload-tab');
  await becomes(popup, 'observing');
  await tab.page.bringToFront();
  await tab.page.reload();
  await tab.page.waitForSelector(COMPOSER);
  await pause(1_000);
  expect(await phase(popup)).toBe('observing');
  await popup.page.close();
  await world.browser.killBackground();
  const next = await tab.popup();
  await becomes(next, 'observing');
  // The next message shows it.
  await tab.page.bringToFront();
  await tab.send('And now?');
  await becomes(next, null);
  const after = await offered(next);
  expect(after.at(-1)).toBe('reload-tab');
  expect(after[0]).toBe('wait-and-retry');
  expect(await next.text('[data-fix="reload-tab"] .tried')).toMatch(/didn't help/);
  // The next fix helps, and that ends it.
  world.stage.clear();
  await pressFix(next, 'wait-and-retry');
  await becomes(next, 'helped');
  await next.shows('ok');
}, 90_000);

it('the user says that it helped, or that it did not, before anything was sent', async () => {
  const { popup } = await failing();
  await pressFix(popup, 'reload-tab');
  await becomes(popup, 'observing');
  await popup.click('[data-action="not-helped"]');
  await becomes(popup, null);
  expect((await offered(popup)).at(-1)).toBe('reload-tab');
  await pressFix(popup, 'reload-tab');
  await becomes(popup, 'observing');
  await popup.click('[data-action="helped"]');
  await becomes(popup, 'helped');
});

it('a page that failed and comes again shows by itself that it helped', async () => {
  const tab = await world.open('/new');
  const popup = await tab.popup();
  world.stage.fail({ on: 'document', kind: 'html-502', times: 1 });
  await tab.page.bringToFront();
  await tab.page.reload();
  await tab.prompt('degraded');
  await pressFix(popup, 'reload-tab');
  await becomes(popup, 'helped');
  await popup.shows('ok');
});

it('the worker dies in the middle of a countdown: the run ends as it would have, and the playbook knows how', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503', retryAfter: 4, times: 1 });
  await tab.send('In a moment');
  await tab.prompt('degraded');
  await tab.press('[data-fix="wait-and-retry"]');
  await pause(1_000);
  await world.browser.killBackground();
  await waitFor(() => world.stage.sends().length === 2, { timeoutMs: 20_000, message: 'the try' });
  await tab.promptGone();
  const popup = await tab.popup();
  await becomes(popup, 'helped');
  expect(new Set(world.stage.sends().map(({ send }) => send?.key)).size).toBe(1);
});
