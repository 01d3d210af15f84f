import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { shadowQuery } from '../browsers/page.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, pause, startWorld, type Tab, tabOf, type World } from './kit.ts';
import { pickModel, sendAndSettle } from './models.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

const badge = async (tab: Tab): Promise<string> => world.browser.badgeText(await tab.id());

it.each(['legacy', 'merged'] as const)(
  'every second send fails: degraded, and quiet while the last one worked (%s)',
  async (protocol) => {
    const tab = await world.open(CHAT, { protocol });
    world.stage.fail({ on: 'send', kind: 'json-503', every: 2 });
    for (const text of ['one', 'two', 'three', 'four', 'five', 'six']) await sendAndSettle(world, tab, text);
    expect(world.stage.sends().map(({ status }) => status)).toEqual([503, 200, 503, 200, 503, 200]);
    const popup = await tab.popup();
    await popup.shows('degraded');
    await tab.promptGone();
    expect(await badge(tab)).toBe('!');
  },
);

it('one failure among answers is forgotten', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  for (const text of ['one', 'two', 'three']) await sendAndSettle(world, tab, text);
  const popup = await tab.popup();
  await popup.shows('ok');
  expect(await badge(tab)).toBe('');
});

it.each(['legacy', 'merged'] as const)('one model fails, another works (%s)', async (protocol) => {
  const tab = await world.open(CHAT, { protocol });
  const model = 'claude-opus-4-8';
  // 529 has no code of its own in the newer protocol: there the turn fails, not the call.
  if (protocol === 'legacy') world.stage.fail({ on: 'send', kind: 'json-529', model });
  else world.stage.fail({ on: 'stream', kind: 'error-stop-details', httpStatus: 529, model });
  await pickModel(tab, 'Opus 4.8'); // the page remembers the last one
  await sendAndSettle(world, tab, 'Opus, please');
  await sendAndSettle(world, tab, 'Opus, once more');
  await pickModel(tab, 'Sonnet 4.6');
  await sendAndSettle(world, tab, 'Then Sonnet');
  await sendAndSettle(world, tab, 'And Sonnet again');
  const popup = await tab.popup();
  await popup.shows('model');
  expect(await popup.text()).toMatch(/Opus/);
});

it('of two tabs, the one that fails is told, the other one works on', async () => {
  const failing = await world.open(CHAT);
  const page = await world.browser.newPage(`https://claude.ai/chat/${SEEDED.everyBlock}`);
  try {
    const working = tabOf(world.browser, page);
    world.stage.fail({ on: 'send', kind: 'json-503', path: SEEDED.short });
    await sendAndSettle(world, working, 'Here all is well');
    await sendAndSettle(world, failing, 'And here?');
    await failing.prompt('degraded');
    expect(await shadowQuery(page, 'lifeline-prompt', '[data-verdict]')).toBeNull();
    expect([await badge(failing), await badge(working)]).toEqual(['!', '']);
  } finally {
    await page.close();
  }
});

it('a first word that comes after 12 s is slow, not a failure', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'slow', ms: 12_000, times: 1 });
  await tab.send('No hurry');
  for (let second = 0; second < 11; second += 1) {
    expect(await tab.noPrompt()).toBe(true);
    await pause(1_000);
  }
  await tab.answered();
  expect(await tab.noPrompt()).toBe(true);
  expect(await badge(tab)).toBe('');
});

it('hooks that were renamed carry no verdict, and each shows once in the diagnostics', async () => {
  const tab = await world.open(CHAT, { hooks: 'renamed' });
  await tab.page.waitForSelector('[contenteditable="true"]');
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.page.click('[contenteditable="true"]');
  await tab.page.keyboard.type('Who moved everything?');
  await tab.page.keyboard.press('Enter');
  await tab.prompt('degraded', 20_000);
  await pause(22_000); // a page is given time to build itself before something counts as missing
  const diagnostics = await world.browser.openExtensionPage('library.html#diagnostics');
  try {
    await diagnostics.waitForSelector('[data-hook]', { timeout: 10_000 });
    const missing = await diagnostics.$$eval('[data-hook]', (found) =>
      found.map((one) => one.getAttribute('data-hook')),
    );
    expect(missing.length).toBeGreaterThan(0);
    expect(new Set(missing).size).toBe(missing.length);
  } finally {
    await diagnostics.close();
  }
});
