import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { attachList } from './draft-text.ts';
import { COMPOSER, expectQuietConsole, type Popup, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.short}`;
/** Right-to-left, an emoji of several code points, spaces that HTML would fold, markup, an empty line, a line of code. */
const HARD_TEXT = 'שלום  two spaces\n\n👩‍🚀 <b>not bold</b> & "quotes"\n  indented `code`';

/** A message has failed and has left the composer; the popup offers it. */
async function failed(
  text: string,
  protocol: 'legacy' | 'merged' = 'legacy',
): Promise<{ tab: Tab; popup: Popup }> {
  const tab = await world.open(CHAT, { protocol });
  await tab.page.waitForSelector(COMPOSER);
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send(text);
  await tab.prompt('degraded');
  const popup = await tab.popup();
  await popup.page.waitForSelector('[data-fix="restore-draft"] button');
  return { tab, popup };
}

const holds = (tab: Tab, text: string): Promise<unknown> =>
  waitFor(async () => (await tab.composerText()) === text, { timeoutMs: 10_000, message: `“${text}” there` });

it.each(['legacy', 'merged'] as const)(
  'the message that failed is back in the composer, to the character, and is sent by nobody (%s)',
  async (protocol) => {
    const { tab, popup } = await failed(HARD_TEXT, protocol);
    expect(await tab.composerText()).toBe('');
    await popup.click('[data-fix="restore-draft"] button');
    await holds(tab, HARD_TEXT);
    await pause(500);
    expect(world.stage.sends()).toHaveLength(1);
    await tab.page.reload();
    await tab.page.waitForSelector(COMPOSER);
    await holds(tab, HARD_TEXT);
  },
);

it('other text is asked about: kept at a no, replaced at a yes', async () => {
  const { tab, popup } = await failed('The first message');
  await tab.type('Something new');
  await pause(500);
  await popup.click('[data-fix="restore-draft"] button');
  await popup.page.waitForSelector('[data-action="confirm"]');
  expect(await tab.composerText()).toBe('Something new');
  await popup.click('[data-action="cancel"]');
  await pause(700);
  expect(await tab.composerText()).toBe('Something new');
  await popup.click('[data-fix="restore-draft"] button');
  await popup.click('[data-action="confirm"]');
  await holds(tab, 'The first message');
  expect(world.stage.sends()).toHaveLength(1);
});

it('files that went with it are named, because only the user has them', async () => {
  const tab = await world.open(CHAT);
  await attachList(tab.page);
  world.stage.fail({ on: 'send', kind: 'json-503' });
  await tab.send('See the list');
  await tab.prompt('degraded');
  expect(world.stage.sends()[0]?.send?.attachments).toEqual([{ name: 'harbour list.txt', text: 'one\ntwo' }]);
  const popup = await tab.popup();
  await popup.click('[data-fix="restore-draft"] button');
  await holds(tab, 'See the list');
  await popup.page.waitForSelector('[data-step="name-attachments"] .names li');
  expect(await popup.text('[data-step="name-attachments"] .names')).toBe('harbour list.txt');
  await popup.click('[data-step="name-attachments"] [data-action="step-done"]');
  await waitFor(async () => (await popup.text()).includes('back in the message box'), {
    timeoutMs: 8_000,
    message: 'the end of the fix',
  });
  expect(world.stage.sends()).toHaveLength(1);
});

it('a composer that has lost its names is found by what it is; without any, the popup says so and nothing changes', async () => {
  const { tab, popup } = await failed('Where to?');
  await tab.page.evaluate((composer) => {
    document.querySelector(composer)?.removeAttribute('data-testid');
  }, COMPOSER);
  await popup.click('[data-fix="restore-draft"] button');
  await waitFor(
    () => tab.page.evaluate(() => document.querySelector('.ProseMirror')?.textContent === 'Where to?'),
    { timeoutMs: 10_000, message: 'the message' },
  );
  const second = await failed('And this?');
  await second.tab.page.evaluate((composer) => document.querySelector(composer)?.remove(), COMPOSER);
  const before = await second.tab.page.evaluate(() => document.querySelector('main')?.textContent);
  await second.popup.click('[data-fix="restore-draft"] button');
  await waitFor(async () => (await second.popup.text()).includes("wasn't found"), {
    timeoutMs: 30_000, // a composer is given time to come
    message: 'the reason',
  });
  expect(await second.tab.page.evaluate(() => document.querySelector('main')?.textContent)).toBe(before);
});
