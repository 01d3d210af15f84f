import { beforeEach, describe, expect, test, vi } from 'vitest';
import forked from '@/tests/fixtures/conversations/forked.json';
import type { Fetch } from '@/utils/claude/client-answer';
import type { LibraryDatabase } from '@/utils/library/database';
import { DIAGNOSTICS } from '@/utils/library/diagnostics';
import { withLeftOut } from '@/utils/library/left-out';
import { BACK_UP_ALL, createLibraryPage } from '@/utils/library/page';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { verifyBackup } from '@/utils/library/verify';
import { deskOf, freshBrowser } from './desk';
import { freshLibrary } from './fresh-library';
import { workerHere } from './worker-here';

const good: Fetch = async (url) => {
  const json = (value: unknown): Response => new Response(JSON.stringify(value));
  if (url.endsWith('/api/organizations')) return json([{ uuid: 'org', capabilities: ['chat'] }]);
  if (url.includes('_v2')) return json({ data: [{ uuid: forked.uuid, name: forked.name }], has_more: false });
  return json(forked);
};

let database: LibraryDatabase;
let store: LibraryStore;
let leftOut: readonly string[];
beforeEach(async () => {
  leftOut = [];
  database = await freshLibrary();
  store = createStore(database);
});

function open(fetch: Fetch = good) {
  const saved: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
  let over = (): void => {};
  const backedUp = new Promise<void>((resolve) => {
    over = resolve;
  });
  const page = createLibraryPage({
    store,
    worker: workerHere(database),
    askProtection: async () => true,
    isAutomatic: async () => true,
    leftOut: async () => leftOut,
    leaveOut: async (id, isOut) => {
      leftOut = withLeftOut(leftOut, id, isOut);
    },
    captureFiles: async () => ({ kept: [], missing: [], stoppedBy: null, unlisted: null }),
    now: () => new Date(2026, 10, 20).getTime(),
    openDesk: (listeners) => deskOf(freshBrowser(database, fetch), listeners),
    saveFile: (name, bytes) => void saved.push({ name, bytes }),
    extensionVersion: '0.1.0',
    onChange: () => {},
    onBackedUp: over,
  });
  return { page, saved, backedUp };
}

describe('the address', () => {
  test(`${BACK_UP_ALL} backs everything up and saves the ZIP`, async () => {
    const { page, saved, backedUp } = open();
    await page.goTo(BACK_UP_ALL);
    await backedUp;
    expect(page.state()).toMatchObject({
      backup: { state: 'done', total: 1 },
      backupSaved: true,
      rows: [{ snapshot: { title: forked.name } }],
    });
    expect(saved.map((one) => one.name)).toEqual(['lifeline-backup-2026-11-20.zip']);
    expect(await verifyBackup(saved[0]?.bytes ?? new Uint8Array())).toMatchObject({ checked: 2, damage: [] });
  });

  test('a uuid opens its conversation, nothing closes it', async () => {
    const { page } = open();
    await page.onBackUpAll();
    await page.goTo(forked.uuid);
    expect(page.state().reading).toMatchObject({ state: 'open', snapshot: { title: forked.name } });
    await page.goTo(DIAGNOSTICS);
    expect(page.state().reading).toBeNull();
    await page.goTo(forked.uuid);
    await page.goTo('');
    expect(page.state().reading).toBeNull();
    await page.goTo('somewhere');
    expect(page.state().reading).toEqual({ state: 'gone' });
  });
});

describe('search', () => {
  test('finds words of the title and of any branch, in any case', async () => {
    const { page } = open();
    await page.onBackUpAll();
    for (const [query, hits] of [
      ['BOAT', 1],
      ['long wings', 1],
      ['zebra', 0],
      ['  ', 1],
    ] as const) {
      await page.onSearch(query);
      expect(page.state().rows, query).toHaveLength(hits);
    }
  });
});

describe('a failing server', () => {
  const down: Fetch = async () => new Response('', { status: 503 });

  test('what is in the library is saved, and the manifest says what is missing', async () => {
    await open().page.onBackUpAll();
    const { page, saved } = open(down);
    await page.onBackUpAll();
    expect(page.state().backup).toMatchObject({ state: 'stopped', stoppedBy: 'http' });
    const { manifest } = await verifyBackup(saved[0]?.bytes ?? new Uint8Array());
    expect(manifest).toMatchObject({
      counts: { conversations: 1 },
      problems: [{ kind: 'list-incomplete', why: 'http' }],
    });
  });

  test('an empty library makes no ZIP', async () => {
    const { page, saved } = open(down);
    await page.onBackUpAll();
    expect(saved).toEqual([]);
    expect(page.state().backupSaved).toBe(false);
  });

  test('two clicks make one backup', async () => {
    const fetch = vi.fn(good);
    const { page } = open(fetch);
    await Promise.all([page.onBackUpAll(), page.onBackUpAll()]);
    expect(fetch.mock.calls.filter(([url]) => url.endsWith('/organizations'))).toHaveLength(1);
  });
});

test('a copy of one conversation', async () => {
  const { page, saved } = open();
  await page.onBackUpAll();
  await page.onSaveCopy(forked.uuid);
  expect(saved).toHaveLength(2);
  expect(page.state().news).toEqual({ kind: 'copy-saved' });
});

test('a backup is taken in and shown; a file that is none is refused', async () => {
  const { page } = open();
  await page.onImport([new File([JSON.stringify(forked)], 'conversation.json')]);
  expect(page.state()).toMatchObject({
    imported: { state: 'done', conversations: 1 },
    rows: [{ snapshot: { source: 'import' } }],
  });
  await page.onImport([new File(['nonsense'], 'x.json')]);
  expect(page.state().imported).toMatchObject({ conversations: 0 });
});
