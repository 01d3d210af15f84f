import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { pressFix } from './fixing.ts';
import { expectQuietConsole, pause, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;

/** How often the server has this question, and under how many keys it was sent. */
function kept(text: string): { questions: number; answers: number; keys: number } {
  const messages = world.stage.account.find(SEEDED.short)?.chat_messages ?? [];
  const questions = messages.filter(
    ({ sender, content }) => sender === 'human' && content.some((one) => one.text === text),
  );
  const answers = messages.filter(({ parent_message_uuid: parent }) =>
    questions.some(({ uuid }) => uuid === parent),
  );
  const keys = new Set(world.stage.sends().map(({ send }) => send?.key));
  return { questions: questions.length, answers: answers.length, keys: keys.size };
}

it.each([
  ['legacy', 'question'],
  ['legacy', 'answer'],
  ['merged', 'question'],
  ['merged', 'answer'],
] as const)(
  '%s: the server took the %s although it failed, and has it once after "Try again"',
  async (protocol, serverKeeps) => {
    const tab = await world.open(CHAT, { protocol });
    const text = `Only once (${protocol}, ${serverKeeps})`;
    world.stage.fail({ on: 'send', kind: 'json-504', serverKeeps, times: 1 });
    await tab.send(text);
    // A newer page may show the answer that the server makes all the same: then there is nothing to try again.
    const shown = await tab.prompt('degraded', 5_000).catch(() => null);
    if (shown === null) expect([protocol, serverKeeps]).toEqual(['merged', 'answer']);
    else await tab.press('[data-fix="wait-and-retry"]');
    await tab.promptGone();
    await waitFor(async () => kept(text).answers > 0, { timeoutMs: 15_000, message: 'the answer' });
    await pause(2_000);
    expect(kept(text)).toEqual({ questions: 1, answers: 1, keys: 1 });
    expect(world.stage.sends().length).toBeLessThanOrEqual(2);
  },
);

it('part of an answer has come: nothing is sent again, and nothing offers to', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'stream', kind: 'truncated' });
  await tab.send('Half of it');
  const popup = await tab.popup();
  await waitFor(async () => !['ok', null].includes(await popup.verdict()), {
    timeoutMs: 15_000,
    message: 'the verdict',
  });
  await pause(3_000);
  expect(await popup.attributes('[data-fix]', 'data-fix')).not.toContain('wait-and-retry');
  expect(world.stage.sends()).toHaveLength(1);
});

it('while claude.ai tries by itself nobody else does: its tries are shown, and ours is offered when it has given up', async () => {
  const tab = await world.open(CHAT, { retryMode: 'expanded', retryScale: 0.25 });
  world.stage.fail({ on: 'send', kind: 'json-503', times: 4 });
  await tab.send('Patience');
  const popup = await tab.popup();
  await waitFor(async () => /trying again by itself, attempt \d/.test(await popup.text()), {
    timeoutMs: 15_000,
    message: "the page's own try",
  });
  expect(await popup.attributes('[data-fix="wait-and-retry"]', 'data-fix')).toEqual([]);
  // One request, and the two that the page makes by itself.
  await waitFor(() => world.stage.sends().length === 3, { timeoutMs: 15_000, message: "the page's tries" });
  await waitFor(
    async () => (await popup.attributes('[data-fix="wait-and-retry"]', 'data-fix')).length === 1,
    { timeoutMs: 15_000, message: 'ours' },
  );
  await pause(3_000);
  expect(world.stage.sends()).toHaveLength(3);
  await pressFix(popup, 'wait-and-retry');
  // Ours fails, the page tries by itself once more, and nothing comes on top of that.
  await popup.shows('ok', 30_000);
  await pause(3_000);
  expect(world.stage.sends().map(({ status }) => status)).toEqual([503, 503, 503, 503, 200]);
  expect(kept('Patience')).toEqual({ questions: 1, answers: 1, keys: 1 });
}, 90_000);

it('too much fails: the run ends before its three tries, and being told takes over', async () => {
  const tab = await world.open(CHAT, { retryMode: 'expanded', retryScale: 0.1 });
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('Enough');
  const popup = await tab.popup();
  await pressFix(popup, 'wait-and-retry');
  await waitFor(
    async () => (await popup.attributes('[data-recommended]', 'data-fix'))[0] === 'notify-when-back',
    { timeoutMs: 30_000, message: 'being told instead' },
  );
  expect(await popup.attributes('[data-fix="wait-and-retry"]', 'data-fix')).toEqual([]);
  const sends = world.stage.sends().length;
  // Three by the page, and three for one press of ours.
  expect(sends).toBe(6);
  // A worker that begins anew knows it still.
  await world.browser.killBackground();
  await tab.page.reload();
  await tab.send('And now?');
  await waitFor(() => world.stage.sends().length === sends + 3, { timeoutMs: 15_000, message: 'the next' });
  await waitFor(async () => (await popup.verdict()) === 'degraded', {
    timeoutMs: 15_000,
    message: 'the verdict',
  });
  await pause(3_000);
  expect(await popup.attributes('[data-fix="wait-and-retry"]', 'data-fix')).toEqual([]);
}, 120_000);
