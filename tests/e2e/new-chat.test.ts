import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { ending, pressFix } from './fixing.ts';
import { COMPOSER, expectQuietConsole, pause, startWorld, type Tab, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const CHAT = `/chat/${SEEDED.everyBlock}`;
const PROMPT = 'And now?\n  שלום  👩‍🚀';

async function tooLong(protocol: 'legacy' | 'merged'): Promise<Tab> {
  const tab = await world.open(CHAT, { protocol });
  await tab.page.waitForSelector(COMPOSER);
  world.stage.fail({ on: 'send', kind: 'too-long' });
  await tab.send(PROMPT);
  return tab;
}

const at = (tab: Tab, path: string) =>
  waitFor(() => tab.page.evaluate((wanted) => location.pathname === wanted, path), { message: path });

it.each(['legacy', 'merged'] as const)(
  '%s: takes the chat along as a file and my message as text; what is sent then holds both; the old chat stays',
  async (protocol) => {
    const tab = await tooLong(protocol);
    const old = JSON.stringify(world.stage.account.find(SEEDED.everyBlock));
    const popup = await tab.popup();
    await popup.shows('chat');
    world.stage.fail({ on: 'document', kind: 'slow', ms: 2_000, times: 1 });
    await pressFix(popup, 'new-chat');
    await pause(800);
    await world.browser.killBackground(); // while the new chat is on its way
    await at(tab, '/new');
    await waitFor(async () => (await tab.composerText()) === PROMPT, {
      timeoutMs: 15_000,
      message: 'my message',
    });
    expect(await ending(popup)).toBe('done');
    expect(await popup.text('.fixes, [data-result]')).toMatch(/attached as a file/);
    expect(world.stage.sends(), 'nothing is sent by itself').toHaveLength(1);

    world.stage.clear();
    await tab.page.bringToFront();
    await tab.page.click(COMPOSER);
    await tab.page.keyboard.press('Enter');
    await tab.answered();
    const sent = world.stage.sends().at(-1)?.send;
    expect(sent?.conversation).not.toBe(SEEDED.everyBlock);
    const [file] = sent?.attachments ?? [];
    expect(file?.name).toMatch(/\.md$/);
    expect(file?.text).toContain(`https://claude.ai${CHAT}`);
    expect(file?.text).toMatch(/^## You$/m);
    expect(JSON.stringify(world.stage.account.find(SEEDED.everyBlock))).toBe(old);
  },
);

it('text that stands in the new chat already is left alone, and the reason is said', async () => {
  const tab = await world.open('/new');
  await tab.type('Begun before');
  await pause(800);
  await tab.page.goto(`https://claude.ai${CHAT}`);
  await tab.page.waitForSelector(COMPOSER);
  world.stage.fail({ on: 'send', kind: 'too-long' });
  await tab.send(PROMPT);
  const popup = await tab.popup();
  await popup.shows('chat');
  await pressFix(popup, 'new-chat');
  expect(await ending(popup)).toBe('failed');
  await at(tab, '/new');
  expect(await tab.composerText()).toBe('Begun before');
});
