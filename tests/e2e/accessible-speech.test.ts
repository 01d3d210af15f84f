import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { type Heard, heard, listen } from './ear.ts';
import { pressFix } from './fixing.ts';
import { expectQuietConsole, pause, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

function expectSaid({ said, missed }: Heard, sentences: readonly RegExp[]): void {
  for (const [at, sentence] of sentences.entries()) expect(said[at]).toMatch(sentence);
  expect(said).toHaveLength(sentences.length);
  expect(missed).toEqual([]);
}

it('over the page a failure, each new try and its end are said once, and no number ticks', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-529', retryAfter: 3, times: 2 });
  await listen(tab.page);
  await tab.send('Once, please');
  await tab.prompt('degraded');
  await pause(500);
  const failed = [/^Claude is overloaded \(529\)/, /^Your message is saved\.$/];
  expectSaid(await heard(tab.page), failed);
  await tab.press('[data-fix="wait-and-retry"]');
  await waitFor(() => world.stage.sends().length === 3, { timeoutMs: 40_000, message: 'the second new try' });
  await tab.promptGone();
  expectSaid(await heard(tab.page), [...failed, /attempt 1 of 3/, /attempt 2 of 3/, /working again/]);
});

it('in the popup, too', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-529', retryAfter: 3, times: 1 });
  await tab.send('Once, please');
  await tab.prompt('degraded');
  const popup = await tab.popup();
  await popup.shows('degraded');
  await listen(popup.page);
  await pressFix(popup, 'wait-and-retry');
  await popup.shows('ok', 30_000);
  await pause(1_000);
  expectSaid(await heard(popup.page), [/attempt 1 of 3/, /Claude answers again/]);
});

it('a fix that is stopped says so once', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-529', retryAfter: 20, times: 1 });
  await tab.send('Not now');
  await tab.prompt('degraded');
  await listen(tab.page);
  await tab.press('[data-fix="wait-and-retry"]');
  await pause(2_500);
  await tab.press('[data-action="cancel"]');
  await pause(1_000);
  expectSaid(await heard(tab.page), [/attempt 1 of 3/, /^Stopped/]);
});
