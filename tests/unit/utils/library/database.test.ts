import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkLibrary } from '@/utils/library/check/check';
import { openLibrary } from '@/utils/library/database';
import { createLibraryOpener } from '@/utils/library/opener';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';

let name: string;
beforeEach(() => {
  name = crypto.randomUUID();
});
afterEach(() => deleteDB(name));

/** A record as version 1 of the extension wrote it: `projectId` and `sentCount` came later. */
const SNAPSHOT = {
  conversationId: 'c1',
  organizationId: 'org',
  title: 'Names for a boat',
  model: 'claude-sonnet-4-5',
  createdAt: '2026-09-01T08:00:00Z',
  updatedAt: '2026-09-02T08:00:00Z',
  leafId: 'm2',
  messageCount: 2,
  source: 'api',
  whole: true,
  capturedAt: 1_790_000_000_000,
  hash: '2f6b5d6b3b3cf1e5b1b6d3c8e3a3d9a0b2c4f6a8e0d2c4b6a8f0e2d4c6b8a0f2',
  size: 12,
};
const OLDER = { ...SNAPSHOT, messageCount: 1, capturedAt: 1_780_000_000_000, hash: 'ab'.repeat(32), size: 3 };

/** As `openLibrary` made it when its version was 1, with two versions of one chat. */
async function openFirst() {
  const database = await openDB(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('objects');
      const versions = fresh.createObjectStore('versions', { autoIncrement: true });
      versions.createIndex('conversationId', 'conversationId');
      versions.createIndex('capturedAt', 'capturedAt');
      fresh.createObjectStore('conversations', { keyPath: 'conversationId' });
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  await database.put('objects', new TextEncoder().encode('{"uuid":"c1"'), SNAPSHOT.hash);
  await database.put('objects', new Uint8Array([1, 2, 3]), OLDER.hash);
  await database.add('versions', OLDER);
  await database.add('versions', SNAPSHOT);
  const entry = { conversationId: 'c1', bestKey: 2, best: SNAPSHOT, newestKey: 2, newest: SNAPSHOT };
  await database.put('conversations', entry);
  return database;
}

describe('a library of version 1', () => {
  test('is all there in version 2', async () => {
    (await openFirst()).close();
    const database = await openLibrary({ name });
    const store = createStore(database);
    expect(database.version).toBe(2);
    expect(await store.latest('c1')).toEqual(SNAPSHOT);
    expect(await store.versionsOf('c1')).toEqual([OLDER, SNAPSHOT]);
    expect(new TextDecoder().decode(await store.readRaw(SNAPSHOT.hash))).toBe('{"uuid":"c1"');
    expect(await store.storageUse()).toEqual({ conversations: 1, versions: 2, bytes: 15 });
    database.close();
  });

  test('has room for everything that came with version 2', async () => {
    (await openFirst()).close();
    const database = await openLibrary({ name });
    const shelves = createShelves(database);
    const project = { id: 'p', organizationId: 'o', name: 'Sea', updatedAt: null, capturedAt: 1 };
    await shelves.saveProject(new Uint8Array([1]), project);
    expect(await shelves.filesOf('c1')).toEqual([]);
    expect([...database.objectStoreNames]).toEqual([
      'conversations',
      'files',
      'objects',
      'projects',
      'runs',
      'texts',
      'versions',
    ]);
    const tools = { signal: new AbortController().signal, report: () => {} };
    expect(await checkLibrary(database, { depth: 'quick' }, tools)).toMatchObject({
      versions: 2,
      damage: [],
    });
    database.close();
  });

  test('grows on: a new version finds its place beside the old ones', async () => {
    (await openFirst()).close();
    const database = await openLibrary({ name });
    const store = createStore(database);
    const { hash: _, size: __, ...facts } = SNAPSHOT;
    await store.saveSnapshot('larger', {
      ...facts,
      source: 'api',
      projectId: null,
      messageCount: 3,
      capturedAt: 1_795_000_000_000,
    });
    expect(await store.versionsOf('c1')).toHaveLength(3);
    expect(await store.latest('c1')).toMatchObject({ messageCount: 3 });
    database.close();
  });

  test('that a page still holds open gives way', async () => {
    const first = await openFirst();
    const database = await openLibrary({ name });
    expect(database.version).toBe(2);
    await expect(first.count('versions')).rejects.toThrow();
    database.close();
  });
});

describe('the connection', () => {
  test('gives way to a newer version of the extension, and does not pretend to be open', async () => {
    const library = createLibraryOpener((options) => openLibrary({ ...options, name }));
    const before = await library();
    const newer = await openDB(name, 3);
    await expect(before.count('versions')).rejects.toThrow();
    await expect(library()).rejects.toMatchObject({ name: 'VersionError' });
    newer.close();
  });

  test('is one for all who ask, and another after it was lost', async () => {
    let lose = (): void => {};
    const library = createLibraryOpener(({ onGone = () => {} }) => {
      lose = onGone;
      return openLibrary({ name });
    });
    const [one, two] = await Promise.all([library(), library()]);
    expect(one).toBe(two);
    one.close();
    lose(); // as when the browser ends it
    const again = await library();
    expect(again).not.toBe(one);
    expect(await again.count('versions')).toBe(0);
    again.close();
  });

  test('that could not be had is asked for again', async () => {
    let tries = 0;
    const library = createLibraryOpener(async () => {
      tries += 1;
      if (tries === 1) throw new DOMException('', 'UnknownError');
      return openLibrary({ name });
    });
    await expect(library()).rejects.toThrow();
    (await library()).close();
    expect(tries).toBe(2);
  });
});

test('a transaction whose end nobody waits for is no uncaught error, and one that is waited for rejects', async () => {
  const uncaught: unknown[] = [];
  const hear = (error: unknown): void => void uncaught.push(error);
  process.on('unhandledRejection', hear);
  const database = await openLibrary({ name });
  const unheard = database.transaction('runs', 'readwrite');
  unheard.abort();
  const heard = database.transaction('runs', 'readwrite');
  heard.abort();
  await expect(heard.done).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', hear);
  expect(uncaught).toEqual([]);
  database.close();
});
