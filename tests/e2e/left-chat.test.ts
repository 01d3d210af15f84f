import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, pause, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

/** As the page itself does: nothing is loaded anew. */
function goTo(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

it.each(['legacy', 'merged'] as const)(
  'the prompt of a chat that failed stays behind with it, the badge goes along (%s)',
  async (protocol) => {
    const tab = await world.open(`/chat/${SEEDED.short}`, { protocol });
    world.stage.fail({ on: 'send', kind: 'json-503', times: 1 });
    await tab.send('Hello?');
    await tab.prompt('degraded');
    await tab.page.evaluate(goTo, `/chat/${SEEDED.everyBlock}`);
    await tab.promptGone(10_000);
    for (const until = Date.now() + 4_000; Date.now() < until; await pause(100)) {
      expect(await tab.noPrompt()).toBe(true); // there is nothing to be tried again in this chat
    }
    expect(await world.browser.badgeText(await tab.id())).toBe('!');
    await tab.page.evaluate(goTo, `/chat/${SEEDED.short}`);
    await tab.prompt('degraded', 5_000);
    await tab.send('Hello again');
    await tab.promptGone(10_000);
  },
);
