import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitForDownload } from '../browsers/page.ts';
import { waitFor } from '../browsers/poll.ts';
import { SEEDED } from '../stage/seed.ts';
import { expectQuietConsole, type Popup, readBytes, startWorld, type World } from './kit.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => expectQuietConsole(world));
afterAll(() => world.close());

interface ManifestRow {
  path: string;
  sha256: string;
  source: string;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function savedCopy(popup: Popup): Promise<Record<string, Uint8Array>> {
  await popup.click('[data-action="save-copy"]');
  const path = await waitForDownload(world.browser.downloadsDir, /lifeline-backup-\d{4}-\d{2}-\d{2}.*\.zip$/);
  return unzipSync(await readBytes(path));
}

it('"Back up chat" keeps the chat, and "Save a copy" gives me a ZIP whose every file is as the manifest says', async () => {
  const tab = await world.open(`/chat/${SEEDED.everyBlock}`);
  const popup = await tab.popup();
  await popup.click('[data-action="back-up-chat"]:not([aria-disabled])');
  await popup.page.waitForSelector('[data-action="save-copy"]');
  const files = await savedCopy(popup);
  const manifest = JSON.parse(strFromU8(files['manifest.json'] as Uint8Array));
  const rows = manifest.files as ManifestRow[];
  expect(new Set(rows.map(({ path }) => path))).toEqual(
    new Set(Object.keys(files).filter((path) => path !== 'manifest.json')),
  );
  for (const { path, sha256: hash } of rows) expect(sha256(files[path] ?? new Uint8Array())).toBe(hash);
  const folder = new RegExp(
    `^conversations/[^/]+-${SEEDED.everyBlock.split('-').at(-1)}/conversation\\.(json|md)$`,
  );
  expect(rows.every(({ path }) => folder.test(path))).toBe(true);
  const raw = rows.find(({ path }) => path.endsWith('.json'))?.path ?? '';
  expect(JSON.parse(strFromU8(files[raw] ?? new Uint8Array())).uuid).toBe(SEEDED.everyBlock);
});

it('while Claude fails, "Back up chat" stands on the last copy, and says so', async () => {
  const tab = await world.open(`/chat/${SEEDED.short}`);
  const popup = await tab.popup();
  await popup.click('[data-action="back-up-chat"]:not([aria-disabled])');
  await popup.page.waitForSelector('[data-action="save-copy"]');
  world.stage.fail({ on: 'tree', kind: 'json-503' });
  await popup.click('[data-action="back-up-chat"]:not([aria-disabled])');
  await waitFor(async () => /isn't answering|copy from/i.test(await popup.text()), {
    timeoutMs: 10_000,
    message: 'the reason in words',
  });
  expect(await popup.attributes('[data-action="save-copy"]', 'data-action')).toEqual(['save-copy']);
});

it.each(['html-200', 'half-json', 'json-500', 'challenge', 'destroy'] as const)(
  'with nothing stored nor on the page, and %s from Claude, "Back up chat" says that nothing could be saved',
  async (kind) => {
    const tab = await world.open('/new');
    world.stage.fail({ on: 'tree', kind: 'json-503', times: 1 });
    await tab.page.goto(`https://claude.ai/chat/${SEEDED.quotesErrors}`);
    const popup = await tab.popup();
    world.stage.fail({ on: 'tree', kind });
    await popup.click('[data-action="back-up-chat"]:not([aria-disabled])');
    await waitFor(async () => /no earlier copy|Nothing could be saved/.test(await popup.text()), {
      timeoutMs: 15_000,
      message: 'the failure in words',
    });
    expect(await popup.attributes('[data-action="save-copy"]', 'data-action')).toEqual([]);
  },
);

it('after an answer the chat is kept by itself, once', async () => {
  const tab = await world.open('/new');
  await tab.send('Remember this');
  await tab.answered();
  const popup = await tab.popup();
  await popup.page.waitForSelector('[data-action="save-copy"]', { timeout: 10_000 });
  const reads = world.stage.log.filter(
    ({ path, query }) => /chat_conversations\/[^/]+$/.test(path) && query.includes('render_all_tools=true'),
  );
  expect(reads.length).toBeLessThanOrEqual(2); // the page's own, and ours
});

it('a title that is markup stays text, in the library too', async () => {
  const tab = await world.open(`/chat/${SEEDED.hostile}`);
  const popup = await tab.popup();
  await popup.click('[data-action="back-up-chat"]:not([aria-disabled])');
  await popup.page.waitForSelector('[data-action="save-copy"]');
  const library = await world.browser.openExtensionPage('library.html');
  const row = `[data-conversation="${SEEDED.hostile}"]`;
  await library.waitForSelector(row);
  await library.click(`${row} a, ${row} button`);
  await library.waitForSelector('article');
  expect(await library.$$eval('img[src="x"], script[src=""], iframe', (found) => found.length)).toBe(0);
  await library.close();
});

it('"Back up all" brings every chat into the library and saves one ZIP', async () => {
  const tab = await world.open('/new', { latencyMs: 120 });
  await rm(world.browser.downloadsDir, { recursive: true });
  await mkdir(world.browser.downloadsDir);
  const library = await world.browser.openExtensionPage('library.html#back-up-all');
  await library.waitForSelector('progress');
  const path = await waitForDownload(world.browser.downloadsDir, /lifeline-backup-.*\.zip$/, {
    timeoutMs: 30_000,
  });
  const files = Object.keys(unzipSync(await readBytes(path)));
  expect(files.filter((file) => file.endsWith('conversation.json')).length).toBeGreaterThanOrEqual(10);
  expect(await library.$$eval('[data-conversation]', (rows) => rows.length)).toBeGreaterThanOrEqual(10);
  await library.close();
  await tab.page.bringToFront();
});
