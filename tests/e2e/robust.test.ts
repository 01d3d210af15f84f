import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, tabOf, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

it('when the browser puts the background to sleep, the next failure is noticed all the same', async () => {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  await pause(500);
  await world.browser.killBackground();
  world.stage.fail({ on: 'send', kind: 'json-502' });
  await tab.send('Still watching?');
  await tab.prompt('degraded');
});

it('when the background dies in the middle of a countdown, the message still goes out once', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503', retryAfter: 3, times: 1 });
  await tab.send('Carry on');
  await tab.prompt('degraded');
  await tab.press('[data-fix="wait-and-retry"]');
  await pause(500);
  await world.browser.killBackground();
  await waitFor(async () => world.stage.sends().length === 2, {
    timeoutMs: 20_000,
    message: 'the second try',
  });
  await tab.promptGone();
  expect(world.stage.sends()).toHaveLength(2);
});

it('when claude.ai renames its hooks, the network still tells', async () => {
  const tab = await world.open(CHAT, { hooks: 'renamed' });
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.page.waitForSelector('[contenteditable="true"]');
  // What the page has noted of earlier failures makes its schedule longer, and that is waited for.
  await tab.page.evaluate(() => localStorage.clear());
  await tab.page.click('[contenteditable="true"]');
  await tab.page.keyboard.type('Who moved everything?');
  await tab.page.keyboard.press('Enter');
  await tab.prompt('degraded', 20_000);
});

it.each(['half-json', 'html-200', 'huge'] as const)(
  '%s instead of an answer raises no exception',
  async (kind) => {
    const tab = await world.open(CHAT);
    world.stage.fail({ on: 'api', kind });
    await tab.page.reload();
    await pause(3_000);
    const popup = await tab.popup();
    expect(await popup.verdict()).not.toBe('down');
  },
);

it('a page that forges messages to the extension changes no verdict', async () => {
  const tab = await world.open(CHAT);
  const popup = await tab.popup();
  await popup.shows('ok');
  await tab.page.evaluate(() => {
    const signal = {
      kind: 'reply-ended',
      at: Date.now(),
      id: 'x',
      protocol: 'legacy',
      outcome: 'failed',
      failure: 'server',
      status: 500,
    };
    for (const name of ['lifeline', 'lifeline-channel', 'wxt:content-script-started'])
      document.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(signal) }));
    window.postMessage({ name: 'report-signals', input: { signals: [signal] } }, '*');
    window.postMessage({ name: 'start-fix', input: { tabId: null, fix: 'reload-tab' } }, '*');
  });
  await pause(1_500);
  expect(await popup.verdict()).toBe('ok');
  expect(
    await tab.page.evaluate(() =>
      document.documentElement.getAttributeNames().some((name) => name.includes('lifeline')),
    ),
  ).toBe(false);
});

it.each([
  [1100, 760],
  [520, 620],
  [390, 740],
])('the prompt never lies over the composer (%i × %i)', async (width, height) => {
  const tab = await world.open(CHAT);
  await tab.page.setViewport({ width, height });
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('Mind your place');
  await tab.prompt('degraded');
  await pause(600);
  const overlap = await tab.page.evaluate((selector) => {
    const prompt = document.querySelector('lifeline-prompt')?.getBoundingClientRect();
    const composer =
      document.querySelector(selector)?.closest('form, fieldset, [class*="composer"]') ??
      document.querySelector(selector);
    const box = composer?.getBoundingClientRect();
    if (!prompt || !box) return 'missing';
    const apart =
      prompt.bottom <= box.top ||
      prompt.top >= box.bottom ||
      prompt.right <= box.left ||
      prompt.left >= box.right;
    const inside =
      prompt.left >= 0 && prompt.right <= innerWidth && prompt.top >= 0 && prompt.bottom <= innerHeight;
    return apart && inside ? 'apart' : JSON.stringify({ prompt, box });
  }, COMPOSER);
  expect(overlap).toBe('apart');
});

it('what I typed survives a crash of the browser', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'lifeline-profile-'));
  const before = await startWorld(profile);
  const tab = await before.open(CHAT);
  await tab.type('Written just before the crash\n👩‍🚀');
  await pause(700);
  await before.browser.kill();
  await before.stage.close();
  const after = await startWorld(profile);
  try {
    const again = tabOf(after.browser, await after.browser.newPage(`https://claude.ai${CHAT}`));
    await again.page.waitForSelector(COMPOSER);
    await waitFor(async () => (await again.composerText()) === 'Written just before the crash\n👩‍🚀', {
      timeoutMs: 15_000,
      message: 'the draft after the restart',
    });
  } finally {
    await after.close();
    await rm(profile, { recursive: true, force: true });
  }
});
