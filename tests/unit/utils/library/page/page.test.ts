import { beforeEach, describe, expect, test, vi } from 'vitest';
import forked from '@/tests/fixtures/conversations/forked.json';
import { verifyBackup } from '@/tests/verify-backup';
import type { Fetch } from '@/utils/claude/client-answer';
import type { LibraryDatabase } from '@/utils/library/database';
import type { Deletion } from '@/utils/library/delete/told';
import { withLeftOut } from '@/utils/library/left-out';
import { DIAGNOSTICS } from '@/utils/library/page/diagnostics';
import { BACK_UP_ALL, createLibraryPage } from '@/utils/library/page/page';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { freshLibrary } from '../fresh-library';
import { deskOf, freshBrowser } from '../run/desk';
import { workerHere } from '../worker/worker-here';

const good: Fetch = async (url) => {
  const json = (value: unknown): Response => new Response(JSON.stringify(value));
  if (url.endsWith('/api/organizations')) return json([{ uuid: 'org', capabilities: ['chat'] }]);
  if (url.includes('/projects')) return json({ data: [], has_more: false });
  if (url.includes('_v2')) return json({ data: [{ uuid: forked.uuid, name: forked.name }], has_more: false });
  return json(forked);
};

let database: LibraryDatabase;
let store: LibraryStore;
let leftOut: readonly string[];
let withFiles: boolean;
beforeEach(async () => {
  leftOut = [];
  withFiles = false;
  database = await freshLibrary();
  store = createStore(database);
});

function open(fetch: Fetch = good) {
  const saved: { name: string; blob: Blob }[] = [];
  const printed: Blob[] = [];
  const told: Deletion[] = [];
  const closed: true[] = [];
  let over = (): void => {};
  const backedUp = new Promise<void>((resolve) => {
    over = resolve;
  });
  const page = createLibraryPage({
    store,
    worker: workerHere(database),
    heavyWorker: workerHere(database),
    askProtection: async () => true,
    isAutomatic: async () => true,
    leftOut: async () => leftOut,
    leaveOut: async (id, isOut) => {
      leftOut = withLeftOut(leftOut, id, isOut);
    },
    tellDeleted: (deletion) => void told.push(deletion),
    closeChat: () => void closed.push(true),
    wantsFiles: async () => withFiles,
    wantFiles: async (isWanted) => {
      withFiles = isWanted;
    },
    now: () => new Date(2026, 10, 20).getTime(),
    openDesk: (listeners) => deskOf(freshBrowser(database, fetch), listeners),
    saveBlob: (name, blob) => void saved.push({ name, blob }),
    printPage: async (html) => void printed.push(html),
    extensionVersion: '0.1.0',
    onChange: () => {},
    onBackedUp: over,
  });
  return { page, saved, printed, told, closed, backedUp };
}

const bytesOf = async (file: { blob: Blob } | undefined): Promise<Uint8Array> =>
  new Uint8Array((await file?.blob.arrayBuffer()) ?? []);

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
    expect(await verifyBackup(await bytesOf(saved[0]))).toMatchObject({ checked: 2, damage: [] });
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

describe('a file of its own', () => {
  test.each([
    ['json', 'names-for-a-boat-6c7d8e9f0a1b.json'],
    ['markdown', 'names-for-a-boat-6c7d8e9f0a1b.md'],
    ['html', 'names-for-a-boat-6c7d8e9f0a1b.html'],
    ['text', 'names-for-a-boat-6c7d8e9f0a1b.txt'],
    ['obsidian', 'names-for-a-boat-6c7d8e9f0a1b.md'],
    ['zip', 'lifeline-backup-2026-11-20.zip'],
  ])('%s', async (format, name) => {
    const { page, saved } = open();
    await page.onBackUpAll();
    saved.length = 0;
    await page.onExport([forked.uuid], format);
    expect(saved.map((file) => file.name)).toEqual([name]);
    expect(page.state()).toMatchObject({ news: { kind: 'copy-saved' }, saving: null });
    const text = new TextDecoder().decode(await bytesOf(saved[0]));
    if (format === 'json') expect(JSON.parse(text)).toEqual(forked);
    else if (format !== 'zip') expect(text).toContain('Long wings');
  });
  test('a PDF is made by the browser, from a page with everything open', async () => {
    const { page, saved, printed } = open();
    await page.onBackUpAll();
    saved.length = 0;
    await page.onExport([forked.uuid], 'pdf');
    expect(saved).toEqual([]);
    expect(await printed[0]?.text()).toContain('@media print');
  });
  test('of a chat that is not there, nothing; and that is said', async () => {
    const { page, saved } = open();
    await page.onExport(['unknown'], 'html');
    await page.onExport(['unknown'], 'zip');
    expect(saved).toEqual([]);
    expect(page.state().news).toEqual({ kind: 'copy-empty' });
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
    const { manifest } = await verifyBackup(await bytesOf(saved[0]));
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

test.each([
  ['full', new DOMException('no room', 'QuotaExceededError')],
  ['copy-failed', new DOMException('The database connection is closing.', 'InvalidStateError')],
])(
  'a library that can no longer be written: %s is said, and no backup seems to go on',
  async (kind, error) => {
    const fails = vi.spyOn(database, 'put').mockRejectedValue(error);
    const transaction = vi.spyOn(database, 'transaction').mockImplementation(() => {
      throw error;
    });
    const { page } = open();
    await page.onBackUpAll();
    expect(page.state()).toMatchObject({ backup: null, news: { kind } });
    await page.attend();
    expect(page.state().news).toEqual({ kind });
    fails.mockRestore();
    transaction.mockRestore();
  },
);

describe('deleting', () => {
  const kept = async () => {
    const opened = open();
    await opened.page.onBackUpAll();
    await opened.page.goTo(forked.uuid);
    return opened;
  };

  test('the chat that is open: back to the list, and other pages hear of it', async () => {
    const { page, told, closed } = await kept();
    await page.onDelete(forked.uuid, true);
    expect(page.state()).toMatchObject({ reading: null, rows: [], news: { kind: 'deleted' } });
    expect(closed).toHaveLength(1);
    expect(told).toEqual([{ what: 'chat', conversationId: forked.uuid }]);
    expect(page.state().leftOut).toEqual([forked.uuid]);
  });

  test('without the tick it is no longer left out', async () => {
    const { page } = await kept();
    leftOut = [forked.uuid];
    await page.onDelete(forked.uuid, false);
    expect(page.state().leftOut).toEqual([]);
  });

  test('what can’t be deleted is still there, kept as it was, and that is said', async () => {
    const { page, told } = await kept();
    const fails = vi.spyOn(database, 'transaction').mockImplementation(() => {
      throw new Error('no');
    });
    await page.onDelete(forked.uuid, true);
    fails.mockRestore();
    expect(page.state()).toMatchObject({ reading: { state: 'open' }, news: { kind: 'not-deleted' } });
    expect([leftOut, told]).toEqual([[], []]);
  });

  test('another page has deleted what is open here, or everything', async () => {
    const { page } = await kept();
    page.heardDeletion({ what: 'chat', conversationId: 'another' });
    expect(page.state().reading).toMatchObject({ state: 'open' });
    page.heardDeletion({ what: 'chat', conversationId: forked.uuid });
    expect(page.state().reading).toEqual({ state: 'gone' });
    page.heardDeletion({ what: 'everything' });
    expect(page.state()).toMatchObject({ reading: { state: 'gone' }, backup: null });
  });
});
