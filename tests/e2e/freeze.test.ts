import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, pause, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

it.each(['legacy', 'merged'] as const)(
  'a reply that goes silent is called frozen, and a reload brings it (%s)',
  async (protocol) => {
    const tab = await world.open(CHAT, { protocol });
    world.stage.fail({ on: 'stream', kind: 'silent', times: 1 });
    await tab.send('Tell me a long story');
    const began = Date.now();
    await tab.prompt('frozen', 50_000);
    expect(Date.now() - began).toBeLessThanOrEqual(47_000);
    const popup = await tab.popup();
    await popup.shows('frozen');
    // What had arrived is kept, to be copied or found again after a reload.
    expect(await popup.attributes('[data-action="copy-half-answer"]', 'data-action')).toHaveLength(1);
    expect(await popup.attributes('[data-recommended]', 'data-fix')).toEqual(['reload-tab']);
    expect(await popup.attributes('[data-fix="wait-and-retry"]', 'data-fix')).toEqual([]);
    world.stage.clear();
    await tab.press('[data-fix="reload-tab"]');
    await tab.promptGone();
    await waitFor(async () => (await tab.lastAnswer()).includes('Tell me a long story'), {
      timeoutMs: 15_000,
      message: 'the whole answer',
    });
    expect(world.stage.sends()).toHaveLength(1);
  },
);

it.each(['legacy', 'merged'] as const)(
  'a slow reply that still lives is left alone (%s)',
  async (protocol) => {
    const tab = await world.open(CHAT, { protocol });
    world.stage.fail({ on: 'stream', kind: 'slow-alive', ms: 7_000, times: 1 });
    await tab.send('Think hard');
    const until = Date.now() + 36_000;
    while (Date.now() < until) {
      expect(await tab.noPrompt()).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  },
);

it('a message that is never answered at all is called frozen too', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'hang' });
  await tab.send('Is anybody listening?');
  await pause(10_000);
  expect(await tab.noPrompt()).toBe(true); // 10–15 s are usual
  await tab.prompt('frozen', 40_000);
});
