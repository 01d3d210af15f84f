import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browsers/poll.ts';
import { exportFile, exportZip } from '../official-exports.ts';
import { expectQuietConsole, startWorld, type World } from './kit.ts';
import { forgetLibrary } from './library-data.ts';

let world: World;
let library: Page;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-import-'));
  world = await startWorld();
  library = await world.browser.openExtensionPage('library.html');
  await library.waitForSelector('input[type=file]');
});
afterEach(() => expectQuietConsole(world));
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const PUMP = '019ec7b0-4a11-7d20-9c3e-5b6a7f000001';
const STREET = '0f4b1c62-7d35-4c0a-8b11-6a5e9d210002';
const HOSTILE = '0f4b1c62-7d35-4c0a-8b11-6a5e9d210004';

/** Chosen in the page's own file input; returns what the page says of it. */
async function bringIn(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const paths = await Promise.all(
    Object.entries(files).map(async ([name, bytes]) => {
      await writeFile(join(folder, name), bytes);
      return join(folder, name);
    }),
  );
  const before = await library.$eval(
    'body',
    (body) => body.querySelector('[data-import]')?.textContent ?? '',
  );
  const input = await library.$('input[type=file]');
  await (input as unknown as { uploadFile: (...paths: string[]) => Promise<void> }).uploadFile(...paths);
  await library.waitForFunction(
    (old) => {
      const said = document.querySelector('[data-import="done"]')?.textContent ?? '';
      return said !== '' && said !== old;
    },
    {},
    before,
  );
  return library.$eval('[data-import]', (panel) => panel.textContent ?? '');
}

const rows = (): Promise<string[]> =>
  library.$$eval('[data-conversation]', (found) =>
    found.map((row) => row.getAttribute('data-conversation') ?? ''),
  );

async function search(words: string): Promise<void> {
  await library.$eval('input[type=search]', (input) => {
    (input as HTMLInputElement).value = '';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await library.click('input[type=search]');
  await library.keyboard.type(words);
}

const shows = (expected: readonly string[]): Promise<unknown> =>
  waitFor(async () => new Set(await rows()).symmetricDifference(new Set(expected)).size === 0, {
    message: `the rows ${expected.join(', ') || 'to go'}`,
  });

describe('import', () => {
  it("claude.ai's exports of both years come in, nothing twice", async () => {
    const first = await bringIn({ '2025.zip': exportZip('2025'), '2026.zip': exportZip('2026') });
    expect(first).toMatch(/\b8\b/);
    await waitFor(async () => (await rows()).length === 8, { message: 'eight chats' });
    await bringIn({
      'conversations.json': exportFile('2025/conversations.json'),
      'conversations-000 (1).zip': exportZip('2026-split/conversations-000'),
    });
    await waitFor(async () => (await rows()).length === 9, { message: 'one more' });
  });

  it('what cannot be read is one line, and costs the others nothing', async () => {
    const said = await bringIn({
      'cut.zip': exportZip('2026').slice(0, 500),
      'users.zip': exportZip('2026-split/light_metadata-000'),
      'odd.zip': zipSync({
        '../../conversation.json': exportFile('2025/conversations.json'),
        'conversations.json': new TextEncoder().encode(
          '[{"uuid":"late","name":"Late","chat_messages":[]}, 7]',
        ),
      }),
    });
    const lines = await library.$$eval('[data-import] li', (found) =>
      found.map((one) => one.textContent ?? ''),
    );
    expect(lines).toHaveLength(4);
    expect(said).toContain('cut.zip');
    expect(said).toContain('../../conversation.json');
    await waitFor(async () => (await rows()).includes('late'), { message: 'the good chat beside them' });
  });
});

describe('search', () => {
  it('finds as I type, in any case and accent, and marks what it found', async () => {
    await search('gravel PUMP');
    await shows([PUMP]);
    const marks = () =>
      library.$$eval(`[data-conversation="${PUMP}"] mark`, (all) => all.map((one) => one.textContent));
    await waitFor(async () => /pump/i.test((await marks()).join()), { message: 'the last word marked too' });
    await search('strasse uberschriften');
    await shows([STREET]);
    await search('zebra crossing');
    await shows([]);
    await waitFor(
      async () => (await library.$eval('.shelf', (shelf) => shelf.textContent)).includes('zebra crossing'),
      { message: 'that nothing was found of all that was typed' },
    );
  });

  it('markup in what was found stays text', async () => {
    await search('onerror=alert');
    await shows([HOSTILE]);
    expect(await library.$$eval('.shelf img, .shelf script', (found) => found.length)).toBe(0);
  });

  it('filters narrow it further', async () => {
    await search('');
    await library.$eval('details.filters', (one) => {
      (one as HTMLDetailsElement).open = true;
    });
    await library.select('select[name=source]', 'import');
    await waitFor(async () => (await rows()).length === 10, { message: 'all were imported' });
    await setDay('from', '2026-06-01');
    await setDay('to', '2026-06-15');
    await shows(['019ec7b0-4a11-7d20-9c3e-5b6a7f000002']);
    await search('pump');
    await shows([]);
    await setDay('to', '2026-06-30');
    await shows([PUMP]);
    await library.click('[data-action="clear-filters"]');
    await search('');
    await waitFor(async () => (await rows()).length === 10, { message: 'all again' });
  });
});

const setDay = (name: string, day: string): Promise<void> =>
  library.$eval(
    `input[name=${name}]`,
    (input, value) => {
      (input as HTMLInputElement).value = value;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    day,
  );

describe('check', () => {
  /** The answer of the check before may still stand there. */
  const check = async (action: 'check' | 'check-all', words: RegExp): Promise<void> => {
    await library.click(`[data-action="${action}"]`);
    const said = () => library.$eval('[data-check]', (one) => one.textContent ?? '');
    await waitFor(async () => words.test(await said()), { message: `the answer ${words}` });
  };

  it('says how much was looked at', async () => {
    await check('check', /All there: 10 conversations/);
    await check('check-all', /All well: 10 conversations/);
    expect(await library.$eval('[data-check]', (one) => one.getAttribute('data-damage'))).toBe('0');
  });

  it('finds one flipped byte, and names its chat', async () => {
    await world.browser.evaluateInExtension(flipByte, PUMP);
    await check('check-all', /Choosing a bicycle pump/);
    expect(
      await library.$$eval('[data-damaged]', (found) => found.map((one) => one.getAttribute('data-damaged'))),
    ).toEqual([PUMP]);
    await world.browser.evaluateInExtension(forgetLibrary);
  });
});

/** Runs in the extension. */
async function flipByte(conversationId: string): Promise<void> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('lifeline-library'));
  const stores = database.transaction(['conversations', 'objects'], 'readwrite');
  const { best } = await settled(stores.objectStore('conversations').get(conversationId));
  const bytes = await settled<Uint8Array>(stores.objectStore('objects').get(best.hash));
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  await settled(stores.objectStore('objects').put(bytes, best.hash));
  database.close();
}
