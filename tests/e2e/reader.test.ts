import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { ALL_HOSTILE, hostileChat } from '../hostile.ts';
import { violationsInBoth } from './barriers.ts';
import { expectQuietConsole, startWorld, type World } from './kit.ts';
import { RACK, RACK_BEFORE, SHELF } from './reader-chats.ts';

let world: World;
let library: Page;
beforeAll(async () => {
  world = await startWorld();
  await world.open('/new');
  library = await world.browser.openExtensionPage('library.html');
  await library.setViewport({ width: 1200, height: 800 });
  await library.waitForSelector('.empty');
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

/** As the user's reload; Puppeteer's own never ends on an extension's page in Firefox. `hit` is what hostile texts call. */
async function again(): Promise<void> {
  await library.evaluate(() => {
    Object.assign(window, { isOld: true });
    setTimeout(() => location.reload());
  });
  const isNew = (): Promise<boolean> =>
    library.evaluate(
      () => !('isOld' in window) && document.querySelector('[data-conversation], .shelf .empty') !== null,
    );
  await waitFor(isNew, { message: 'the page again' });
  await library.evaluate(() => {
    Object.assign(window, { hits: 0, hit: () => Object.assign(window, { hits: 1 }) });
  });
}

/** Brings a list of chats in, as a user does with claude.ai's own export. */
async function bringIn(name: string, chats: readonly unknown[]): Promise<void> {
  const path = join(tmpdir(), `lifeline-${process.pid}-${name}.json`);
  await writeFile(path, JSON.stringify(chats));
  await again(); // what the import before has said is gone
  const input = (await library.$('input[type=file]')) as Awaited<ReturnType<typeof library.$<'input'>>>;
  await input?.uploadFile(path);
  await library.waitForSelector('[data-import="done"]');
}

/** Opens a chat and waits until all of it stands in the page. */
async function open(id: string, messages: number): Promise<void> {
  await library.evaluate((place) => {
    location.hash = place;
  }, id);
  await library.waitForFunction(
    (count) => document.querySelectorAll('article .turn').length >= count,
    {},
    messages,
  );
}

const openAll = (folds = 'article details'): Promise<void> =>
  library.$$eval(folds, (all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });

const texts = (selector: string): Promise<string[]> =>
  library.$$eval(selector, (all) => all.map((one) => one.textContent ?? ''));

/** Runs in the page: what no text of a chat may bring in. */
function offences(): string[] {
  const forbidden =
    'script:not([type=module]), iframe, frame, object, embed, img, image, video, audio, base, form, math, template, dialog, ' +
    'article :is(style, link, meta, marquee, svg :not(path), button:not([type=button])), [srcdoc], article [src], [srcset], ' +
    '[formaction], [background], [ping], .text [style], .text [id], .text [name], .text [data-action]';
  const all = [...document.querySelectorAll('*')];
  const handlers = all.filter((one) => one.getAttributeNames().some((name) => /^on/i.test(name)));
  const links = [...document.querySelectorAll('article [href], .shelf [href]')].filter(
    (one) => !/^(https?:|mailto:|#)/.test(one.getAttribute('href') ?? ''),
  );
  const fields = [...document.querySelectorAll('.text :is(input, select, textarea, button)')];
  return [...document.querySelectorAll(forbidden), ...handlers, ...links, ...fields].map((one) =>
    one.outerHTML.slice(0, 160),
  );
}

/** Runs in the page: one byte of a chat's payload is another one, as a failing disk leaves it. */
async function flipOneByte(conversationId: string): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('lifeline-library');
    request.onsuccess = () => resolve(request.result);
  });
  const transaction = database.transaction(['conversations', 'objects'], 'readwrite');
  const read = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
  const entry = await read(transaction.objectStore('conversations').get(conversationId));
  const bytes = (await read(transaction.objectStore('objects').get(entry.best.hash))) as Uint8Array;
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
  await read(transaction.objectStore('objects').put(bytes, entry.best.hash));
  database.close();
}

/** Runs in the page: so many more chats in the list, without their payloads. */
async function fillShelf(count: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('lifeline-library');
    request.onsuccess = () => resolve(request.result);
  });
  const transaction = database.transaction('conversations', 'readwrite');
  const all = transaction.objectStore('conversations');
  const [like] = await new Promise<{ best: object; newest: object }[]>((resolve) => {
    const request = all.getAll();
    request.onsuccess = () => resolve(request.result);
  });
  for (let number = 0; number < count; number += 1) {
    const conversationId = `019c0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
    const snapshot = {
      ...like?.best,
      conversationId,
      title: `Chat ${number}`,
      updatedAt: '2026-01-01T00:00:00Z',
    };
    all.put({ ...like, conversationId, best: snapshot, newest: snapshot });
  }
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}

describe('the reader', () => {
  it('shows a chat as claude.ai does: Markdown, code in colour, numbered sources, what is unknown', async () => {
    await bringIn('shelf', SHELF);
    await open(RACK.uuid, 6);
    expect(await texts('.text strong')).toContain('rack');
    expect(await texts('.text td')).toEqual(['Heron', '7.2 m']);
    expect(await texts('.text pre .hljs-keyword')).toEqual(['def', 'return']);
    expect(await texts('.text li')).toContain('☑ ask the club');
    expect(await texts('.text sup')).toEqual(['[1]', '[2]']);
    const hrefs = await library.$$eval('.text sup a, .links a', (all) =>
      all.map((one) => one.getAttribute('href')),
    );
    expect(hrefs).toEqual([1, 2, 1, 2].map((number) => `https://club.example/rules/${number}`));
    expect((await texts('[data-fold="unknown"]')).join()).toContain('nobody knows this block');
  });

  it('keeps thinking folded until it is asked for', async () => {
    const isOpen = () => library.$eval('[data-fold="thinking"]', (one) => (one as HTMLDetailsElement).open);
    expect(await isOpen()).toBe(false);
    await library.click('[data-fold="thinking"] summary');
    await library.waitForSelector('[data-fold="thinking"] .text strong');
    expect(await texts('[data-fold="thinking"] summary')).toEqual(['Thinking: Measuring the shed']);
  });

  it('leads from a fork to its other version and back', async () => {
    const focused = () => library.evaluate(() => document.activeElement?.getAttribute('data-message'));
    expect(await texts('[data-fork="5"] span:first-of-type')).toEqual(['Version 2 of 2']);
    await library.click('[data-fork="5"] [data-action="version-before"]');
    await library.waitForFunction(() => document.activeElement?.getAttribute('data-message') === '3');
    await library.click('[data-fork="3"] [data-action="version-after"]');
    await library.waitForFunction(() => document.activeElement?.getAttribute('data-message') === '5');
    expect(await focused()).toBe('5');
    expect((await texts('.pages')).join()).toContain('Blue it is, on a branch left behind.');
  });

  it('shows each version of an artifact as its source', async () => {
    await library.click('[data-artifact="rack"] summary');
    await library.waitForSelector('[data-artifact="rack"] .code pre');
    expect(await texts('[data-artifact="rack"] pre')).toEqual(['<svg><rect height="3"/></svg>']);
    await library.select('[data-artifact="rack"] select', '0');
    await waitFor(async () => (await texts('[data-artifact="rack"] pre'))[0]?.includes('height="2"'), {
      message: 'the first version',
    });
    expect(await library.$$eval('article svg rect', (found) => found.length)).toBe(0);
  });

  it('keeps an older copy beside the best one, and says which is shown', async () => {
    await bringIn('before', [RACK_BEFORE]);
    await open('list', 0);
    await open(RACK.uuid, 6);
    await library.click('[data-part="versions"] summary');
    const versions = await library.$$eval('[data-version] a', (all) =>
      all.map((one) => one.getAttribute('href') ?? ''),
    );
    expect(versions).toHaveLength(2);
    const other = await library.$eval(
      '[data-version] a:not([aria-current])',
      (one) => one.getAttribute('href') ?? '',
    );
    await library.evaluate((hash) => {
      location.hash = hash;
    }, other);
    await library.waitForFunction(() => document.querySelectorAll('article .turn').length === 2);
    expect((await texts('.notice')).join()).toContain('another version');
    await library.click('.notice a');
    await library.waitForFunction(() => document.querySelectorAll('article .turn').length === 6);
  });
});

describe('the list', () => {
  const titles = () => texts('[data-conversation] .title');
  const shows = (wanted: readonly string[]) =>
    waitFor(async () => JSON.stringify(await titles()) === JSON.stringify(wanted), {
      message: wanted.join(),
    });
  const search = async (words: string): Promise<void> => {
    await library.$eval('input[type=search]', (field) => (field as HTMLInputElement).select());
    await library.type('input[type=search]', words);
  };

  it('finds words in titles and texts in any case and accent, and marks them there and in the chat', async () => {
    await search('BOAT');
    await shows(['A rack for the rowing boats', 'Names for a café']);
    expect(await texts('[data-conversation] .title mark')).toEqual(['boat']);
    expect((await texts('[data-conversation] .excerpt mark')).map((one) => one.toLowerCase())).toContain(
      'boat',
    );
    await waitFor(async () => /of [1-9]/.test((await texts('.hits [role=status]')).join()), {
      message: 'places',
    });
    expect(await library.evaluate(() => CSS.highlights.get('lifeline-hit')?.size ?? 0)).toBeGreaterThan(1);
    await search('CAFE');
    await shows(['Names for a café']);
    await search('zeppelin');
    await waitFor(async () => (await texts('.shelf .empty')).join().includes('zeppelin'), {
      message: 'no hits',
    });
    await library.$eval('input[type=search]', (field) => (field as HTMLInputElement).select());
    await library.keyboard.press('Backspace');
    await shows(['Sourdough', 'A rack for the rowing boats', 'Names for a café']);
  });

  it('is narrowed by model and by date', async () => {
    await library.click('.filters summary');
    await library.select('select[name="model"]', 'claude-sonnet-4-6');
    await shows(['Sourdough', 'Names for a café']);
    await library.$eval('input[name="from"]', (field) => {
      (field as HTMLInputElement).value = '2026-11-01';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await shows(['Sourdough']);
    await library.click('[data-action="clear-filters"]');
    await shows(['Sourdough', 'A rack for the rowing boats', 'Names for a café']);
  });
});

it('a full check says how much it read, and names the chat of one flipped byte', async () => {
  await library.click('[data-action="check-all"]');
  await library.waitForSelector('[data-check="done"][data-damage="0"]');
  expect((await texts('.check')).join()).toMatch(/3 conversations/);
  await library.evaluate(flipOneByte, RACK.uuid);
  await library.click('[data-action="check-all"]');
  await library.waitForSelector('[data-check="done"]:not([data-damage="0"])');
  expect((await texts('[data-damaged]')).join()).toContain('A rack for the rowing boats');
});

it('no barrier in light or dark', async () => {
  await openAll();
  expect(await violationsInBoth(world.browser, library)).toEqual([]);
});

describe('hostile chats', () => {
  it(`${ALL_HOSTILE.length} payloads in titles, texts, names, citations and artifacts run nothing and load nothing`, async () => {
    const asked: string[] = [];
    library.on('request', (request) => asked.push(request.url()));
    const chats = ALL_HOSTILE.map((payload, place) => hostileChat(payload, place));
    await bringIn('hostile', chats);
    await library.waitForFunction(
      (count) => document.querySelectorAll('[data-conversation]').length >= count,
      {},
      ALL_HOSTILE.length,
    );
    expect(await library.evaluate(offences)).toEqual([]);
    // All of them in one chat as well: so that each is read, opened and coloured.
    const one = { ...hostileChat('All', 99_999), chat_messages: chats.flatMap((chat) => chat.chat_messages) };
    await bringIn('hostile-one', [one]);
    await open(one.uuid, ALL_HOSTILE.length * 2);
    // One fold of each payload, and its artifact: to open all of them takes a slow machine half a minute.
    await openAll('article :is([data-artifact], [data-fold="attachment"], [data-fold="unknown"])');
    await library.waitForFunction(() => document.querySelectorAll('.fold .code pre').length > 800);
    expect(await library.evaluate(offences)).toEqual([]);
    expect(await library.evaluate(() => (window as unknown as { hits: number }).hits)).toBe(0);
    expect(await library.title()).not.toBe('');
    expect(await library.$$eval('.views, #root > .library, h1', (found) => found.length)).toBe(3);
    expect(asked.filter((url) => /^(https?|wss?):/.test(url))).toEqual([]);
  });
});

it('ten thousand chats: some rows stand in the page, and the last one can be scrolled to', async () => {
  await library.evaluate(fillShelf, 10_000);
  await library.evaluate(() => {
    location.hash = 'list';
  });
  const all = 10_000 + 3 + ALL_HOSTILE.length + 1;
  await library.waitForFunction((size) => document.querySelector(`[aria-setsize="${size}"]`), {}, all);
  const count = () => library.$$eval('[data-conversation]', (rows) => rows.length);
  expect(await count()).toBeLessThan(200);
  await library.$eval('.shelf', (shelf) => shelf.scrollTo(0, shelf.scrollHeight));
  await library.waitForSelector(`[aria-posinset="${all}"]`);
  expect(await count()).toBeLessThan(200);
});
