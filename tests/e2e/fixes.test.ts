import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
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
/** Right-to-left, an emoji of several code points, spaces that HTML would fold, markup, an empty line. */
const HARD_TEXT = 'שלום  two spaces\n\n👩‍🚀 <b>not bold</b> & "quotes"\n  indented `code`';

it('"Try again" counts down, presses claude.ai\'s own retry, and the answer comes without a second message', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503', times: 1 });
  await tab.send('Only once, please');
  await tab.prompt('degraded');
  await tab.press('[data-fix="wait-and-retry"]');
  await tab.promptGone();
  await tab.answered();
  const sends = world.stage.sends();
  expect(sends.map(({ status }) => status)).toEqual([503, 200]);
  expect(new Set(sends.map(({ send }) => send?.key)).size).toBe(1);
  const popup = await tab.popup();
  await popup.shows('ok');
});

it('"Try again" gives up after three tries, says so, and hands over to "tell me when it is back"', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-529' });
  await tab.send('Anybody there?');
  await tab.prompt('degraded');
  const popup = await tab.popup();
  await popup.click('[data-fix="wait-and-retry"] button');
  await waitFor(async () => world.stage.sends().length >= 4, {
    timeoutMs: 30_000,
    message: 'three more tries',
  });
  await pause(3_000);
  expect(world.stage.sends()).toHaveLength(4);
  expect(new Set(world.stage.sends().map(({ send }) => send?.key)).size).toBe(1);
  expect(await popup.verdict()).toBe('degraded');
  await waitFor(async () => (await popup.text()).includes("still isn't answering"), {
    timeoutMs: 5_000,
    message: 'the result in words',
  });
  expect(await popup.attributes('[data-recommended]', 'data-fix')).toEqual(['notify-when-back']);
  expect(await popup.attributes('[data-fix="wait-and-retry"]', 'data-fix')).toEqual([]);
});

it('a countdown can be cancelled, and then nothing is sent', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503', retryAfter: 8 });
  await tab.send('Not so fast');
  await tab.prompt('degraded');
  await tab.press('[data-fix="wait-and-retry"]');
  await tab.press('[data-action="cancel"]');
  await pause(10_000);
  expect(world.stage.sends()).toHaveLength(1);
});

it('a server that asks for three seconds gets them', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503', retryAfter: 3, times: 1 });
  await tab.send('In your own time');
  await tab.prompt('degraded');
  await tab.press('[data-fix="wait-and-retry"]');
  await tab.promptGone();
  const [first, second] = world.stage.sends();
  expect((second?.at ?? 0) - (first?.endedAt ?? 0)).toBeGreaterThanOrEqual(3_000);
});

it('on a failing page, "Try again" loads it anew until it comes', async () => {
  const tab = await world.open('/new');
  world.stage.fail({ on: 'document', kind: 'html-503', times: 2 });
  await tab.page.reload();
  await tab.prompt('degraded');
  await tab.press('[data-fix="wait-and-retry"]');
  await tab.page.waitForSelector(COMPOSER, { timeout: 30_000 });
  await tab.promptGone();
});

it('text typed into a chat is back after a reload, to the character', async () => {
  const tab = await world.open(CHAT);
  await tab.type(HARD_TEXT);
  await pause(400);
  await tab.page.reload();
  await tab.page.waitForSelector(COMPOSER);
  await waitFor(async () => (await tab.composerText()) === HARD_TEXT, {
    timeoutMs: 10_000,
    message: 'the draft',
  });
});

it('text typed into a chat waits there while I look at another one', async () => {
  const tab = await world.open(CHAT);
  await tab.type('Half a thought');
  await pause(400);
  await tab.page.goto(`https://claude.ai/chat/${SEEDED.hostile}`);
  await tab.page.waitForSelector(COMPOSER);
  await pause(2_000);
  expect(await tab.composerText()).toBe('');
  await tab.page.goto(`https://claude.ai${CHAT}`);
  await tab.page.waitForSelector(COMPOSER);
  await waitFor(async () => (await tab.composerText()) === 'Half a thought', {
    timeoutMs: 10_000,
    message: 'the draft',
  });
});

it('"Put my message back" fills the composer with the message that failed', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-500' });
  await tab.send(HARD_TEXT);
  await tab.prompt('degraded');
  expect(await tab.composerText()).toBe('');
  const popup = await tab.popup();
  await popup.click('[data-fix="restore-draft"] button');
  await waitFor(async () => (await tab.composerText()) === HARD_TEXT, {
    timeoutMs: 10_000,
    message: 'the message in the composer',
  });
  expect(world.stage.sends()).toHaveLength(1);
});

it('what I type while a message fails and is tried again stays mine, and the failed message is kept too', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503', retryAfter: 3 });
  await tab.send('The one that fails');
  await tab.prompt('degraded');
  await tab.press('[data-fix="wait-and-retry"]');
  await tab.type('My next thought');
  await waitFor(() => world.stage.sends().length === 2, { timeoutMs: 15_000, message: 'the second try' });
  await pause(1_200);
  expect(await tab.composerText()).toBe('My next thought');
  await tab.page.reload();
  await tab.page.waitForSelector(COMPOSER);
  await waitFor(async () => (await tab.composerText()) === 'My next thought', {
    timeoutMs: 10_000,
    message: 'the next thought after a reload',
  });
});

it('"Try again" never presses a button in another chat', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503', retryAfter: 5 });
  await tab.send('Sent in the first chat');
  await tab.prompt('degraded');
  await tab.press('[data-fix="wait-and-retry"]');
  await tab.page.click(`a[href="/chat/${SEEDED.quotesErrors}"]`);
  await waitFor(() => tab.page.evaluate((id) => location.pathname.endsWith(id), SEEDED.quotesErrors), {
    timeoutMs: 5_000,
    message: 'the other chat',
  });
  await tab.send('Sent in the other chat');
  await pause(9_000);
  expect(world.stage.sends()).toHaveLength(2);
});

it('"Put my message back" leaves other text alone, and says why', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-500' });
  await tab.send('The first message');
  await tab.prompt('degraded');
  await tab.type('Something new');
  const popup = await tab.popup();
  await popup.click('[data-fix="restore-draft"] button');
  await waitFor(async () => /already|other text|not empty/i.test(await popup.text()), {
    timeoutMs: 10_000,
    message: 'the reason',
  });
  expect(await tab.composerText()).toBe('Something new');
});

it('"Continue in a new chat" opens one with my message in the composer', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'too-long' });
  await tab.send('Take this along');
  await tab.prompt('chat');
  await tab.press('[data-fix="new-chat"]');
  await waitFor(() => tab.page.evaluate(() => location.pathname === '/new'), {
    timeoutMs: 10_000,
    message: 'the new chat',
  });
  await waitFor(async () => (await tab.composerText()) === 'Take this along', {
    timeoutMs: 15_000,
    message: 'the message there',
  });
  await tab.promptGone();
});

it('a script of the page that clicks the prompt achieves nothing', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('Hands off');
  await tab.prompt('degraded');
  await tab.page.evaluate(() => {
    const root = document.querySelector('lifeline-prompt')?.shadowRoot;
    for (const button of root?.querySelectorAll('button') ?? []) button.click();
  });
  await pause(5_000);
  expect(world.stage.sends()).toHaveLength(1);
  expect(await tab.noPrompt()).toBe(false);
});

it('a prompt that I close stays closed until something new fails', async () => {
  const tab = await world.open(CHAT);
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('First');
  await tab.prompt('degraded');
  await tab.press('[data-action="dismiss"]');
  await tab.promptGone();
  await pause(1_500);
  expect(await tab.noPrompt()).toBe(true);
  await tab.send('Second');
  await tab.prompt('degraded');
});
