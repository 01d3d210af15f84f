import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

describe.each(['legacy', 'merged'] as const)('on the %s protocol', (protocol) => {
  it.each([500, 502, 503, 504, 529] as const)(
    'a final %i says that it is not me, and offers to try again',
    async (status) => {
      const tab = await world.open(CHAT, { protocol });
      world.stage.fail({ on: 'send', kind: `json-${status}` });
      await tab.send('What is a heron?');
      expect(await tab.prompt('degraded')).toContain("It's not you");
      const popup = await tab.popup();
      await popup.shows('degraded');
      expect(await popup.attributes('[data-fix]', 'data-fix')).toEqual(
        expect.arrayContaining(['wait-and-retry', 'restore-draft', 'reload-tab']),
      );
      expect(await popup.attributes('[data-recommended]', 'data-fix')).toEqual(['wait-and-retry']);
      expect(await popup.text()).toContain(String(status));
      expect(await world.browser.badgeText(await tab.id())).toBe('!');
      expect(await world.browser.badgeTitle(await tab.id())).toBe('Claude is failing for some requests.');
    },
  );
});

it('while claude.ai tries again by itself, Lifeline keeps quiet and sends nothing on top', async () => {
  const tab = await world.open(CHAT, { retryMode: 'expanded', retryScale: 0.25 });
  world.stage.fail({ on: 'send', kind: 'json-503', times: 2 });
  await tab.send('Will you get there?');
  for (let look = 0; look < 10; look += 1) {
    expect(await tab.noPrompt()).toBe(true);
    expect(await world.browser.badgeText(await tab.id())).toBe('');
    await pause(300);
  }
  await tab.answered();
  expect(await tab.noPrompt()).toBe(true);
  expect(world.stage.sends()).toHaveLength(3);
  expect(new Set(world.stage.sends().map(({ send }) => send?.key)).size).toBe(1);
});

it('an error of the page itself shows on the page, with whom Cloudflare blames', async () => {
  const tab = await world.open('/new');
  world.stage.fail({ on: 'document', kind: 'html-502' });
  await tab.page.reload();
  expect(await tab.prompt('degraded')).toContain('502');
  const popup = await tab.popup();
  await popup.shows('degraded');
  expect(await popup.text()).toContain('Cloudflare 502');
  expect(await popup.attributes('[data-hop="edge"]', 'data-state')).toEqual(['ok']);
  expect(await popup.attributes('[data-hop="claude"]', 'data-state')).toEqual(['bad']);
});

it('a chat that does not load says whose fault it is', async () => {
  const tab = await world.open('/new');
  world.stage.fail({ on: 'tree', kind: 'json-503' });
  await tab.page.goto(`https://claude.ai${CHAT}`);
  await tab.prompt('degraded');
  world.stage.clear();
  await tab.press('[data-fix="wait-and-retry"]');
  await tab.promptGone();
  await tab.page.waitForSelector('[data-testid="assistant-message"]');
});

it('"Claude will return soon" is an outage, not my fault', async () => {
  const tab = await world.open('/new');
  world.stage.fail({ on: 'document', kind: 'outage-page' });
  await tab.page.reload();
  await tab.prompt('degraded');
});

it('a connection that breaks before any page comes is not blamed on anybody', async () => {
  const tab = await world.open('/new');
  const id = await tab.id();
  const popup = await tab.popup();
  world.stage.fail({ on: 'document', kind: 'destroy' });
  await tab.page.reload().catch(() => undefined); // the browser shows its own error page
  await popup.shows('unclear');
  await waitFor(async () => (await world.browser.badgeText(id)) === '?', {
    timeoutMs: 3_000,
    message: 'the badge ?',
  });
});

it('without a network it says so, and stops saying so when it is back', async () => {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector(COMPOSER);
  await world.browser.setOffline(tab.page, true);
  try {
    await tab.prompt('offline');
    expect(await world.browser.badgeText(await tab.id())).toBe('!');
  } finally {
    await world.browser.setOffline(tab.page, false);
  }
  await tab.promptGone();
});

it('my usage limit is told apart from an outage', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'limit' });
  await tab.send('One more');
  await tab.prompt('limit');
  const popup = await tab.popup();
  await popup.shows('limit');
  expect(await popup.text('h1')).toBe("You've reached your usage limit. Not an outage.");
  expect(await popup.attributes('[data-fix="wait-and-retry"]', 'data-fix')).toEqual([]);
});

it('an ended session is told apart from an outage', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'session-ended' });
  await tab.send('Am I still here?');
  const popup = await tab.popup();
  await popup.shows('signed-out');
  expect(await popup.attributes('[data-hop="session"]', 'data-state')).toEqual(['bad']);
});

it("Cloudflare's check is told apart from a sign-out", async () => {
  const tab = await world.open('/new');
  world.stage.fail({ on: 'document', kind: 'challenge' });
  await tab.page.reload();
  await tab.prompt('challenge');
});

it('a chat that is too long says so', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'too-long' });
  await tab.send('And another thing');
  await tab.prompt('chat');
  const popup = await tab.popup();
  await popup.shows('chat');
  expect(await popup.attributes('[data-recommended]', 'data-fix')).toEqual(['new-chat']);
});

it('when all is well, the badge is empty and the chain is whole', async () => {
  const tab = await world.open('/new');
  await tab.send('Good morning');
  await tab.answered();
  const popup = await tab.popup();
  await popup.shows('ok');
  expect(await popup.attributes('[data-hop]', 'data-state')).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
  expect(await popup.attributes('[data-hop]', 'data-hop')).toEqual([
    'you',
    'internet',
    'edge',
    'claude',
    'session',
    'chat',
  ]);
  expect(await popup.attributes('[data-fix]', 'data-fix')).toEqual([]);
  expect(await world.browser.badgeText(await tab.id())).toBe('');
  expect(await tab.noPrompt()).toBe(true);
});

it('noise that no user waits for raises nothing', async () => {
  const tab = await world.open(CHAT, { telemetryMs: 300 });
  for (const on of ['telemetry', 'wiggle', 'completion-status'] as const)
    world.stage.fail({ on, kind: 'json-503' });
  await tab.send('Hello');
  await tab.answered();
  await pause(1_500);
  expect(await tab.noPrompt()).toBe(true);
  await waitFor(async () => (await world.browser.badgeText(await tab.id())) === '', {
    timeoutMs: 2_000,
    message: 'no badge',
  });
});

it('a chat that quotes "500 Internal Server Error" raises nothing', async () => {
  const tab = await world.open(`/chat/${SEEDED.quotesErrors}`);
  await pause(2_500);
  expect(await tab.noPrompt()).toBe(true);
});
