import { mkdir, readdir, rm } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitForDownload } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import type { StageConfig } from '../stage/types.ts';
import { expectQuietConsole, pause, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

const inOrder = (ids: readonly string[]): string[] => ids.toSorted((a, b) => a.localeCompare(b));

const ZIP = /lifeline-backup-.*\.zip$/;

/** An account and an empty library. */
async function given(config: Partial<StageConfig>): Promise<void> {
  world.stage.reset({ retryMode: 'off', telemetryMs: 60_000, ...config });
  await (await world.browser.newPage('https://claude.ai/new')).close(); // signs in
  const page = await world.browser.openExtensionPage('library.html');
  await page.evaluate(emptyLibrary);
  await page.close();
  await rm(world.browser.downloadsDir, { recursive: true, force: true });
  await mkdir(world.browser.downloadsDir, { recursive: true });
}

/** Runs in the page. */
async function emptyLibrary(): Promise<void> {
  const names = ['objects', 'versions', 'conversations', 'texts', 'projects', 'files', 'runs'];
  // Opened before the extension has made it, it would be made here, without a store.
  if (!(await indexedDB.databases()).some(({ name }) => name === 'lifeline-library')) return;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lifeline-library');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction(names, 'readwrite');
  for (const name of names) transaction.objectStore(name).clear();
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}

interface KeptEntry {
  conversationId: string;
  goneAt?: number;
}

/** Runs in the page: everything in one store. */
async function readStore(name: string): Promise<unknown[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lifeline-library');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const all = await new Promise<unknown[]>((resolve) => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return all;
}

/** Runs in the page: all payloads that are kept, as one text. */
async function readTexts(): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lifeline-library');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const all = await new Promise<Uint8Array[]>((resolve) => {
    const request = database.transaction('objects').objectStore('objects').getAll();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return all.map((bytes) => new TextDecoder().decode(bytes)).join('\n');
}

const library = (path = '') => world.browser.openExtensionPage(`library.html?pause=0${path}`);
const entries = async (page: Page) => (await page.evaluate(readStore, 'conversations')) as KeptEntry[];
const ids = async (page: Page): Promise<string[]> =>
  inOrder((await entries(page)).map(({ conversationId }) => conversationId));
const allOfThem = (): string[] =>
  inOrder(
    [...world.stage.account.conversations.values()].filter((one) => !one.is_temporary).map((one) => one.uuid),
  );

/** uuids of the conversations that were asked for and answered whole, in order. */
const asked = (): string[] =>
  world.stage.log
    .filter(({ query, status }) => query.includes('render_all_tools=true') && status === 200)
    .flatMap(({ path }) => /chat_conversations\/([^/]+)$/.exec(path)?.[1] ?? []);

const state = (page: Page) =>
  page.evaluate(() => document.querySelector('.backup')?.getAttribute('data-state') ?? null);
const shows = (page: Page, wanted: string, timeoutMs = 20_000) =>
  waitFor(async () => (await state(page)) === wanted, { timeoutMs, message: `the backup to be ${wanted}` });
const zip = () => waitForDownload(world.browser.downloadsDir, ZIP, { timeoutMs: 20_000 });

/** Presses the button once it is there. */
async function press(page: Page, action: string): Promise<void> {
  await page.waitForSelector(`[data-action="${action}"]`);
  await page.$eval(`[data-action="${action}"]`, (button) => (button as HTMLElement).click());
}

/** As the user's reload; Puppeteer's own never ends on an extension's page in Firefox. */
async function again(page: Page): Promise<void> {
  await page.evaluate(() => void setTimeout(() => location.reload()));
  await pause(500);
}

/** A run that has come so far that some are kept and many are not. */
async function midway(chats: number): Promise<Page> {
  await given({ generated: { chats, messages: 4 }, latencyMs: 60 });
  const page = await library('#back-up-all');
  await waitFor(() => asked().length > 8, { message: 'some conversations' });
  return page;
}

it('takes every organisation, starred and archived chats, projects with their instructions and documents', async () => {
  await given({
    generated: { chats: 60, messages: 4, organizations: 2, projects: 2, archivedEvery: 7, starredEvery: 5 },
  });
  const page = await library('#back-up-all');
  await shows(page, 'done');
  await zip();
  expect(await ids(page)).toEqual(allOfThem());
  const projects = (await page.evaluate(readStore, 'projects')) as { id: string }[];
  expect(inOrder(projects.map(({ id }) => id))).toEqual(inOrder([...world.stage.account.projects.keys()]));
  const [project] = world.stage.account.projects.values();
  const kept = await page.evaluate(readTexts);
  const inside = (text = 'nothing') => kept.includes(JSON.stringify(text).slice(1, -1));
  expect(inside(project?.prompt_template)).toBe(true);
  expect(inside(project?.docs[0]?.content)).toBe(true);
  await page.close();
});

it('asks for nothing again while nothing has changed, and for exactly one chat whose branch was switched', async () => {
  await given({ generated: { chats: 40, messages: 6 } });
  const first = await library('#back-up-all');
  await shows(first, 'done');
  await first.close();
  expect(inOrder(asked())).toEqual(allOfThem());
  const before = asked().length;
  const second = await library('#back-up-all');
  await shows(second, 'done');
  await second.close();
  expect(asked().length).toBe(before);
  const [chat] = world.stage.account.list();
  if (!chat) throw new Error('no chat');
  chat.current_leaf_message_uuid = chat.chat_messages[1]?.uuid ?? '';
  const third = await library('#back-up-all');
  await shows(third, 'done');
  await third.close();
  expect(asked().slice(before)).toEqual([chat.uuid]);
});

it('a chat that was deleted at claude.ai stays, with a mark, and loses the mark when it is there again', async () => {
  await given({ generated: { chats: 12, messages: 4 } });
  const { account } = world.stage;
  const back = async (): Promise<string[]> => {
    const page = await library('#back-up-all');
    await shows(page, 'done');
    const gone = (await entries(page)).filter(({ goneAt }) => goneAt !== undefined);
    expect(await ids(page)).toHaveLength(12);
    await page.close();
    return gone.map(({ conversationId }) => conversationId);
  };
  expect(await back()).toEqual([]);
  const [chat] = account.list();
  if (!chat) throw new Error('no chat');
  account.conversations.delete(chat.uuid);
  expect(await back()).toEqual([chat.uuid]);
  account.conversations.set(chat.uuid, chat);
  expect(await back()).toEqual([]);
});

it.each(['touched', 'deleted'] as const)(
  'finds every chat of a list that changes while it is read: %s',
  async (drift) => {
    await given({ generated: { chats: 170, messages: 2 }, drift });
    const page = await library('#back-up-all');
    await shows(page, 'done');
    const kept = new Set(await ids(page));
    expect(allOfThem().filter((id) => !kept.has(id))).toEqual([]);
    await page.close();
  },
);

it('a pause outlives the page: nothing is asked until I go on, and nothing twice', async () => {
  const page = await midway(60);
  await press(page, 'pause');
  await shows(page, 'paused');
  await pause(500); // for what was under way
  const before = asked().length;
  await again(page);
  await shows(page, 'paused');
  await pause(1_000);
  expect(asked().length).toBe(before);
  expect(before).toBeLessThan(60);
  await press(page, 'resume');
  await shows(page, 'done');
  expect(inOrder(asked())).toEqual(allOfThem());
  await page.close();
});

it('what I have cancelled stays cancelled, and keeps what it had', async () => {
  const page = await midway(60);
  await press(page, 'cancel');
  await shows(page, 'cancelled');
  const kept = (await ids(page)).length;
  expect(kept).toBeGreaterThan(5);
  await page.close();
  const before = asked().length;
  const next = await library();
  await next.waitForSelector('[data-conversation]');
  await pause(1_500);
  expect(asked().length).toBe(before);
  expect(await readdir(world.browser.downloadsDir)).toEqual([]);
  await next.close();
});

it('a page that is loaded again in the middle goes on, and nothing that was kept is asked for again', async () => {
  const page = await midway(60);
  const kept = await ids(page);
  const before = asked().length;
  await again(page);
  await shows(page, 'done');
  const after = asked().slice(before);
  expect(after.filter((id) => kept.includes(id))).toEqual([]);
  expect(asked().length).toBeLessThanOrEqual(63);
  expect(await ids(page)).toEqual(allOfThem());
  await zip();
  await page.close();
});

it('without its page the background goes on, also after it died; the page that comes next saves the ZIP', async () => {
  const page = await midway(60);
  await page.close();
  await world.browser.killBackground();
  const before = asked().length;
  expect(before).toBeLessThan(60);
  const tab = await world.browser.newPage('https://claude.ai/new'); // wakes the background
  await waitFor(() => new Set(asked()).size === 60, { timeoutMs: 30_000, message: 'all conversations' });
  expect(asked().length).toBeLessThanOrEqual(63);
  await pause(1_000);
  expect(await readdir(world.browser.downloadsDir)).toEqual([]);
  const next = await library();
  await zip();
  expect(await ids(next)).toEqual(allOfThem());
  await next.close();
  await tab.close();
});

it('answers that are broken in every way, and every tenth a 503, lose no chat', async () => {
  await given({ generated: { chats: 40, messages: 2 } });
  for (const kind of ['limit', 'half-json', 'html-200', 'destroy'] as const)
    world.stage.fail({ on: 'tree', kind, times: 2, every: 3, ...(kind === 'limit' && { retryAfter: 1 }) });
  world.stage.fail({ on: 'tree', kind: 'json-503', every: 10 });
  const page = await library('#back-up-all');
  await shows(page, 'done', 40_000);
  expect(await ids(page)).toEqual(allOfThem());
  const broken = world.stage.log.filter(({ path, fault }) => fault && /chat_conversations\//.test(path));
  expect(broken.length).toBeGreaterThanOrEqual(10);
  await page.close();
});

it('a challenge stops it at once, and it says so', async () => {
  await given({ generated: { chats: 30, messages: 2 } });
  world.stage.fail({ on: 'tree', kind: 'challenge' });
  const page = await library('#back-up-all');
  await shows(page, 'stopped');
  expect(await page.$eval('.backup', (panel) => panel.textContent)).toMatch(/Cloudflare/);
  const tries = world.stage.log.filter(({ query }) => query.includes('render_all_tools=true')).length;
  expect(tries).toBeLessThanOrEqual(3);
  await page.close();
});
