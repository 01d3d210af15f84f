import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import type { AnswerKind } from '../stage/fault-kinds.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

const CASES: readonly (readonly [AnswerKind, string, RegExp])[] = [
  ['json-500', 'http-500', /^500: something went wrong inside Claude/],
  ['html-502', 'http-502', /^502: the gateway/],
  ['json-503', 'http-503', /^503: the server says/],
  ['html-504', 'http-504', /^504: the gateway waited/],
  ['json-529', 'http-529', /^529: Claude is overloaded/],
  ['limit', 'limit|http-429', /limit/],
  ['too-long', 'length', /longer than Claude can read/],
];

it('"What is this?" says what each failure means, and what not to do', async () => {
  for (const [kind, cause, words] of CASES) {
    const tab = await world.open(CHAT);
    world.stage.fail({ on: 'send', kind });
    await tab.send('What is wrong?');
    const popup = await tab.popup();
    await waitFor(async () => ![null, 'ok'].includes(await popup.verdict()), {
      timeoutMs: 20_000,
      message: `a verdict for ${kind}`,
    });
    await popup.click('.what > summary');
    const shown = () => popup.attributes('[data-cause]', 'data-cause');
    await waitFor(async () => cause.split('|').includes((await shown())[0] ?? ''), {
      timeoutMs: 10_000,
      message: `the cause ${cause} for ${kind}`,
    });
    expect(await popup.text('.meaning')).toMatch(words);
    expect(await popup.text('.cause')).toMatch(/Don't press “Try again” over and over/);
  }
}, 180_000);

it('while all is well nothing has to be explained', async () => {
  const tab = await world.open(CHAT);
  await tab.page.waitForSelector('[data-testid="assistant-message"]');
  const popup = await tab.popup();
  await popup.shows('ok');
  expect(await popup.attributes('.what', 'class')).toEqual([]);
});
