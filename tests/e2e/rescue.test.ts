import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { answerJson } from '../stage/call.ts';
import { SEEDED } from '../stage/seed.ts';
import { ending, pressFix } from './fixing.ts';
import { expectQuietConsole, type Popup, pause, startWorld, type Tab, type World } from './kit.ts';
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
const choose = (automaticBackup: boolean, leftOut: string[] = []): Promise<void> =>
  world.browser.evaluateInExtension(
    (value, chats) =>
      chrome.storage.local.set({
        settings: { version: 1, value },
        'chats-left-out': { version: 1, value: chats },
      }),
    { automaticBackup },
    leftOut,
  );

/** A chat stands in its tab, and Lifeline has no copy of it. */
async function opened(id: string, config: Parameters<World['open']>[1] = {}): Promise<Tab> {
  await choose(false);
  const tab = await world.open(`/chat/${id}`, config);
  await world.browser.evaluateInExtension(forgetLibrary);
  await shows(tab);
  return tab;
}

const rows = (tab: Tab): Promise<number> =>
  tab.page.evaluate(() => document.querySelectorAll('[data-turn-key]').length);
const shows = (tab: Tab): Promise<unknown> =>
  waitFor(async () => (await rows(tab)) > 0, { timeoutMs: 15_000, message: 'the chat' });

/** Presses the button; ms from the click until there is a copy, by the popup's own clock. */
async function backedUp(popup: Popup): Promise<number> {
  await popup.page.waitForSelector(BACK_UP);
  await popup.page.evaluate((saved) => {
    const times = globalThis as { tookMs?: number };
    const clicked = (): void => {
      const since = performance.now();
      const look = (): void => {
        if (document.querySelector(saved)) times.tookMs = performance.now() - since;
        else setTimeout(look, 10);
      };
      look();
    };
    document.addEventListener('click', clicked, { once: true, capture: true });
  }, SAVED);
  await pressByKey(popup, BACK_UP);
  return waitFor(() => popup.page.evaluate(() => (globalThis as { tookMs?: number }).tookMs), {
    timeoutMs: 15_000,
    message: 'a copy',
  });
}

/** By the keyboard: the chain that is being checked meanwhile moves what stands below it. */
async function pressByKey(popup: Popup, selector: string): Promise<void> {
  await popup.page.bringToFront();
  await popup.page.waitForSelector(selector);
  await popup.page.focus(selector);
  await popup.page.keyboard.press('Enter');
}

const best = async (): Promise<StoredVersion> =>
  (await stored()).find(({ isBest }) => isBest) ?? expect.fail('nothing is stored');
const sent = (id: string) => world.stage.account.find(id)?.chat_messages ?? [];
const textsOf = ({ payload }: StoredVersion): string[] =>
  payload.chat_messages.map(({ content }) => (content as { text?: string }[])[0]?.text ?? '');
const treeReads = () =>
  world.stage.log.filter(
    ({ path, query }) => /chat_conversations\/[^/]+$/.test(path) && query.includes('tree='),
  );
/** Runs in the page: as after a day, when its caches are gone. */
const dropCaches = (tab: Tab): Promise<void> =>
  tab.page.evaluate(async () => {
    for (const { name } of await indexedDB.databases())
      await new Promise((resolve) => {
        const request = indexedDB.deleteDatabase(name ?? '');
        request.onsuccess = resolve;
        request.onerror = resolve;
        request.onblocked = resolve;
      });
  });

describe('while only 503s come, a click saves the chat within a second and says from what', () => {
  it('from what claude.ai’s page had kept: every byte of the tree', async () => {
    const tab = await opened(SEEDED.everyBlock);
    const popup = await tab.popup();
    world.stage.fail({ on: 'api', kind: 'json-503' });
    const ms = await backedUp(popup);
    console.info(`saved after ${ms} ms`);
    expect(ms).toBeLessThanOrEqual(BAR_MS);
    const saved = await best();
    expect(saved).toMatchObject({ source: 'page-cache', whole: true });
    expect(saved.payload.chat_messages).toEqual(JSON.parse(JSON.stringify(sent(SEEDED.everyBlock))));
    await waitFor(async () => /page had kept/.test(await popup.text('.news')), {
      message: 'the source',
    });
  });

  it('also where the page itself could not load it', async () => {
    const tab = await opened(SEEDED.short);
    world.stage.fail({ on: 'tree', kind: 'json-503' });
    await tab.page.reload();
    await waitFor(
      () => tab.page.evaluate(() => document.body.textContent?.includes('There has been an error')),
      {
        timeoutMs: 15_000,
        message: 'the page’s failure',
      },
    );
    const popup = await tab.popup();
    expect(await backedUp(popup)).toBeLessThanOrEqual(BAR_MS);
    // Nothing on the page shows how old it is.
    expect(await best()).toMatchObject({ source: 'page-cache', whole: false, messageCount: 2 });
  });

  it('from the browser’s own cache, before a reload could store a failure over it', async () => {
    const id = SEEDED.quotesErrors;
    await choose(false);
    const tab = await world.open('/new');
    await world.browser.evaluateInExtension(forgetLibrary);
    // As if claude.ai let its answers be kept, to be asked about each time.
    const cacheable = world.stage.fail({
      on: 'tree',
      kind: 'custom',
      custom: (call) => {
        const { organization: _, ...chat } = call.world.account.find(id) ?? expect.fail('no chat');
        answerJson(call, chat, 200, { 'cache-control': 'no-cache', etag: '"1"' });
      },
    });
    await tab.page.goto(`https://claude.ai/chat/${id}`);
    await shows(tab);
    world.stage.clear(cacheable);
    await dropCaches(tab);
    world.stage.fail({ on: 'api', kind: 'json-503' });
    const popup = await tab.popup();
    const before = treeReads().length;
    expect(await backedUp(popup)).toBeLessThanOrEqual(BAR_MS);
    expect(await best()).toMatchObject({ source: 'page-cache', whole: true, messageCount: sent(id).length });
    expect(treeReads().length - before, 'asked of the server').toBeLessThanOrEqual(1);
  });

  it('from what the page shows, where nothing else has it: only the messages in sight', async () => {
    const tab = await opened(SEEDED.long, { protocol: 'merged' });
    await dropCaches(tab);
    world.stage.fail({ on: 'api', kind: 'json-503' });
    const popup = await tab.popup();
    const shown = await rows(tab);
    expect(await backedUp(popup)).toBeLessThanOrEqual(BAR_MS);
    const saved = await best();
    expect(saved).toMatchObject({ source: 'dom', whole: false, messageCount: shown });
    expect(shown).toBeLessThan(sent(SEEDED.long).length);
    expect(textsOf(saved).at(-1)).toContain('of them, and some marigold against the slugs.');
    expect(textsOf(saved).at(-2)).toBe('Question 200: what grows in bed number 200?');
    await waitFor(async () => /shows/.test(await popup.text('.news')), { message: 'the source' });
  });

  it('with as much of an answer as had arrived', async () => {
    const tab = await opened(SEEDED.short, { chunkGapMs: 60 });
    world.stage.fail({ on: 'stream', kind: 'silent', afterChunks: 3 });
    world.stage.fail({ on: 'tree', kind: 'json-503' });
    await tab.send('How tall is the tallest lighthouse?');
    await waitFor(async () => (await tab.lastAnswer()).length > 5, {
      timeoutMs: 15_000,
      message: 'half an answer',
    });
    await pause(500);
    const half = await tab.lastAnswer();
    const popup = await tab.popup();
    expect(await backedUp(popup)).toBeLessThanOrEqual(BAR_MS);
    const saved = await best();
    expect(saved).toMatchObject({ source: 'stream', whole: false, messageCount: 4 });
    expect(textsOf(saved).slice(-2)).toEqual(['How tall is the tallest lighthouse?', half.trim()]);
    expect(saved.payload.chat_messages.at(-1)).toMatchObject({ truncated: true });
  });
});

it('what is saved while Claude fails gives way to claude.ai’s own copy', async () => {
  // A chat that hasn't failed before: after some 5xx from one address Chromium holds an extension's requests to it back for a while.
  const tab = await opened(SEEDED.hostile, { protocol: 'merged' });
  await dropCaches(tab);
  const fault = world.stage.fail({ on: 'api', kind: 'json-503' });
  const popup = await tab.popup();
  await backedUp(popup);
  expect(await best()).toMatchObject({ source: 'dom' });
  world.stage.clear(fault);
  await pressByKey(popup, BACK_UP);
  await waitFor(async () => (await best()).source === 'api', {
    timeoutMs: 5_000,
    message: 'claude.ai’s own',
  });
  expect((await stored()).map(({ source }) => source)).toEqual(['dom', 'api']);
});

it('a stored chat goes on in a new one though claude.ai can’t load the old one', async () => {
  const id = SEEDED.quotesErrors;
  const tab = await opened(id);
  const popup = await tab.popup();
  await backedUp(popup);
  expect(await best()).toMatchObject({ source: 'api' });
  await dropCaches(tab);
  world.stage.fail({ on: 'tree', kind: 'json-500' });
  world.stage.fail({ on: 'send', kind: 'too-long', times: 1 });
  await tab.send('And 503?');
  await popup.shows('chat');
  await pressFix(popup, 'new-chat');
  await waitFor(() => tab.page.evaluate(() => location.pathname === '/new'), {
    timeoutMs: 15_000,
    message: '/new',
  });
  expect(await ending(popup)).toBe('done');
  await tab.send('Go on from there');
  await tab.answered();
  const carried = world.stage.sends().at(-1)?.send;
  expect(carried?.conversation).not.toBe(id);
  expect(carried?.attachments[0]?.text).toContain('500 Internal Server Error means the server failed.');
});

it('… also from the library, in a tab of its own', async () => {
  const id = SEEDED.everyBlock;
  const tab = await opened(id);
  await backedUp(await tab.popup());
  world.stage.fail({ on: 'tree', kind: 'json-500' });
  const library = await world.browser.openExtensionPage(`library.html#${id}`);
  await library.waitForSelector('article [data-action="carry-over"]');
  await library.click('article [data-action="carry-over"]');
  const page = await waitFor(
    async () => (await world.browser.browser.pages()).find((one) => one.url() === 'https://claude.ai/new'),
    { timeoutMs: 15_000, message: 'the new chat' },
  );
  await waitFor(
    () => page.evaluate(() => document.querySelector('[data-testid="file-thumbnail"]') !== null),
    {
      timeoutMs: 20_000,
      message: 'the file',
    },
  );
  await library.close();
  await page.close();
});

describe('by itself', () => {
  it('a chat is kept as the page loads it, and Lifeline asks for nothing', async () => {
    await choose(true);
    const tab = await world.open('/new');
    await world.browser.evaluateInExtension(forgetLibrary);
    await tab.page.goto(`https://claude.ai/chat/${SEEDED.everyBlock}`);
    await shows(tab);
    await waitFor(async () => (await stored()).length === 1, { timeoutMs: 8_000, message: 'the copy' });
    expect(await best()).toMatchObject({
      source: 'page-cache',
      whole: true,
      conversationId: SEEDED.everyBlock,
    });
    expect(treeReads()).toHaveLength(1);
    await tab.page.reload();
    await shows(tab);
    await pause(3_000);
    expect(await stored(), 'nothing has changed').toHaveLength(1);
    expect(treeReads()).toHaveLength(2);
  });

  it('after an answer, by one request; a failure is met by what the page holds', async () => {
    await choose(true);
    const tab = await world.open('/new');
    await world.browser.evaluateInExtension(forgetLibrary);
    await tab.send('Remember this');
    await tab.answered();
    await waitFor(async () => (await stored()).some(({ source }) => source === 'api'), {
      timeoutMs: 8_000,
      message: 'the copy after the answer',
    });
    expect(treeReads().length).toBeLessThanOrEqual(2); // the page's own, and ours
    world.stage.fail({ on: 'api', kind: 'json-503' });
    await tab.send('And this?');
    await waitFor(async () => textsOf(await best()).includes('And this?'), {
      timeoutMs: 8_000,
      message: 'the question that Claude didn’t take',
    });
    expect(await best()).toMatchObject({ source: 'dom', whole: false, messageCount: 3 });
  });

  it.each([
    ['at all', false, []],
    ['for this chat', true, [SEEDED.short]],
  ] as const)('not %s when it is switched off', async (_, automatic, leftOut) => {
    await choose(automatic, [...leftOut]);
    const tab = await world.open(`/chat/${SEEDED.short}`);
    await world.browser.evaluateInExtension(forgetLibrary);
    await shows(tab);
    await tab.send('Forget this');
    await tab.answered();
    const reads = treeReads().length;
    world.stage.fail({ on: 'api', kind: 'json-503' });
    await tab.send('And this');
    await pause(4_000);
    expect(await stored()).toEqual([]);
    expect(treeReads()).toHaveLength(reads);
  });
});
