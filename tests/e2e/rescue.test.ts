import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { answerJson } from '../stage/call.ts';
import { SEEDED } from '../stage/seed.ts';
import { COMPOSER, expectQuietConsole, type Popup, pause, startWorld, type Tab, type World } from './kit.ts';
import { forgetLibrary, type StoredVersion, storedVersions } from './library-data.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

declare const chrome: { storage: { local: { set: (items: object) => Promise<void> } } };

/** From the click until the popup has a copy to save. */
const BAR_MS = 1_000;
const BACK_UP = '[data-action="back-up-chat"]:not([aria-disabled])';
const SAVED = '[data-action="save-copy"]';

const stored = (): Promise<StoredVersion[]> => world.browser.evaluateInExtension(storedVersions);
const choose = (value: object, leftOut: string[] = []): Promise<void> =>
  world.browser.evaluateInExtension(
    (settings, chats) =>
      chrome.storage.local.set({
        settings: { version: 1, value: settings },
        'chats-left-out': { version: 1, value: chats },
      }),
    value,
    leftOut,
  );

/** A chat stands in its tab, and Lifeline has no copy of it. */
async function opened(id: string, config: Parameters<World['open']>[1] = {}): Promise<Tab> {
  await choose({ automaticBackup: false });
  const tab = await world.open(`/chat/${id}`, config);
  await world.browser.evaluateInExtension(forgetLibrary);
  await shows(tab);
  return tab;
}

const shows = (tab: Tab): Promise<unknown> =>
  waitFor(() => tab.page.evaluate(() => document.querySelector('[data-turn-key]') !== null), {
    timeoutMs: 15_000,
    message: 'the chat',
  });

/** Presses the button and measures until there is a copy. */
async function backedUp(popup: Popup): Promise<number> {
  await popup.page.waitForSelector(BACK_UP);
  const since = Date.now();
  await popup.click(BACK_UP);
  await popup.page.waitForSelector(SAVED, { timeout: 10_000 });
  return Date.now() - since;
}

const best = async (): Promise<StoredVersion> =>
  (await stored()).find(({ isBest }) => isBest) ?? expect.fail('none');
const treeReads = () =>
  world.stage.log.filter(
    ({ path, query }) => /chat_conversations\/[^/]+$/.test(path) && query.includes('tree='),
  );

it('while only 503s come, the chat is saved within a second from what claude.ai’s page had kept, and says so', async () => {
  const tab = await opened(SEEDED.everyBlock);
  const popup = await tab.popup();
  world.stage.fail({ on: 'api', kind: 'json-503' });
  const ms = await backedUp(popup);
  console.info(`saved after ${ms} ms`);
  expect(ms).toBeLessThanOrEqual(BAR_MS);
  const saved = await best();
  expect(saved).toMatchObject({ source: 'page-cache', whole: true });
  const sent = world.stage.account.find(SEEDED.everyBlock);
  expect(saved.payload.chat_messages).toEqual(sent?.chat_messages);
  await waitFor(async () => /isn’t answering|isn't answering/.test(await popup.text()), {
    message: 'the reason',
  });
});
