import { beforeEach, describe, expect, test } from 'vitest';
import { checkLibrary } from '@/utils/library/check/check';
import type { CheckInput, CheckProgress } from '@/utils/library/check/check-types';
import type { LibraryDatabase } from '@/utils/library/database';
import { createShelves } from '@/utils/library/shelves';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { facts } from '../facts';
import { freshLibrary } from '../fresh-library';

let database: LibraryDatabase;
let store: LibraryStore;
let progress: CheckProgress[];
beforeEach(async () => {
  database = await freshLibrary();
  store = createStore(database);
  progress = [];
});

const check = (depth: CheckInput['depth'], conversationId?: string) =>
  checkLibrary(
    database,
    { depth, ...(conversationId !== undefined && { conversationId }) },
    { signal: new AbortController().signal, report: (one) => progress.push(one) },
  );

async function fill(): Promise<void> {
  const shelves = createShelves(database);
  await store.saveSnapshot('one', facts());
  await store.saveSnapshot('one and two', facts({ messageCount: 5, capturedAt: 2000 }));
  await store.saveSnapshot('other', facts({ conversationId: 'c2', title: 'Whales' }));
  const project = { id: 'p1', organizationId: 'org', name: 'Sea', updatedAt: null, capturedAt: 1000 };
  await shelves.saveProject(new TextEncoder().encode('{"project":1}'), project);
  const file = { conversationId: 'c1', kind: 'upload' as const, announcedSize: 3, capturedAt: 1000 };
  await shelves.saveFile(new Uint8Array([1, 2, 3]), { ...file, fileId: 'f1', name: 'a.bin', problem: null });
  await shelves.saveFile(null, { ...file, fileId: 'f2', name: 'b.bin', problem: 'not-found' });
}

const COUNTS = { conversations: 2, versions: 3, projects: 1, files: 2, objects: 5, unused: 0 };

async function flip(hash: string): Promise<void> {
  const bytes = (await database.get('objects', hash))?.slice() ?? new Uint8Array();
  bytes[1] = (bytes[1] ?? 0) ^ 1;
  await database.put('objects', bytes, hash);
}

test.each(['quick', 'full'] as const)('a sound library, %s: says how much it looked at', async (depth) => {
  await fill();
  const bytes = depth === 'full' ? 3 + 11 + 5 + 13 + 3 : 0;
  expect(await check(depth)).toEqual({ depth, ...COUNTS, bytes, damage: [] });
});

test('nothing at all', async () => {
  expect(await check('full')).toMatchObject({ objects: 0, damage: [] });
});

describe('one flipped byte', () => {
  test('of a chat is found and named by the full check', async () => {
    await fill();
    const hash = (await store.latest('c2'))?.hash ?? '';
    await flip(hash);
    expect((await check('quick')).damage).toEqual([]);
    expect((await check('full')).damage).toEqual([
      { what: 'changed', kind: 'conversation', id: 'c2', title: 'Whales', hash, capturedAt: 1000 },
    ]);
  });

  test('of an older version, of a project, of a file', async () => {
    await fill();
    const [older] = await store.versionsOf('c1');
    const [project] = await createShelves(database).projects();
    const [file] = await createShelves(database).filesOf('c1');
    for (const one of [older, project, file]) await flip(one?.hash ?? '');
    expect((await check('full')).damage.map(({ what, kind, title }) => [what, kind, title])).toEqual([
      ['changed', 'conversation', 'Names for a boat'],
      ['changed', 'project', 'Sea'],
      ['changed', 'file', 'a.bin'],
    ]);
  });

  test('in bytes that two chats share is named for both', async () => {
    await store.saveSnapshot('same', facts());
    await store.saveSnapshot('same', facts({ conversationId: 'c2' }));
    await store.saveSnapshot('same', facts({ source: 'page-cache' }));
    await flip((await store.latest('c1'))?.hash ?? '');
    expect((await check('full')).damage.map((one) => one.id).sort()).toEqual(['c1', 'c2']);
  });
});

test('bytes that a file had before count too', async () => {
  await fill();
  const shelves = createShelves(database);
  const [file] = await shelves.filesOf('c1');
  if (!file) throw new Error('no file');
  await shelves.saveFile(new Uint8Array([4, 5]), file);
  expect(await check('full')).toMatchObject({ objects: 6, unused: 0, damage: [] });
  await flip(file.hash ?? '');
  expect((await check('full')).damage).toMatchObject([{ what: 'changed', kind: 'file', title: 'a.bin' }]);
});

test.each(['quick', 'full'] as const)('bytes that are gone are found, %s', async (depth) => {
  await fill();
  await database.delete('objects', (await store.latest('c2'))?.hash ?? '');
  expect((await check(depth)).damage).toMatchObject([{ what: 'missing', kind: 'conversation', id: 'c2' }]);
});

test('a version that is gone while the list still shows it', async () => {
  await fill();
  const entry = await database.get('conversations', 'c1');
  await database.delete('versions', entry?.bestKey ?? 0);
  expect(await check('quick')).toMatchObject({
    damage: [{ what: 'no-version', id: 'c1', title: 'Names for a boat' }],
    unused: 1,
  });
});

test('a record that says another size', async () => {
  await fill();
  const entry = await database.get('conversations', 'c2');
  if (!entry) throw new Error('no entry');
  await database.put('versions', { ...entry.best, size: 999 }, entry.bestKey);
  expect((await check('full')).damage).toMatchObject([{ what: 'wrong-size', id: 'c2' }]);
});

test('bytes that the browser cannot read cost their chat, not the check', async () => {
  await fill();
  const hash = (await store.latest('c2'))?.hash;
  const get = database.get.bind(database);
  database.get = (async (name: never, key: never) => {
    if (key === hash) throw new DOMException('disk', 'UnknownError');
    return get(name, key);
  }) as never;
  expect(await check('full')).toMatchObject({ objects: 5, damage: [{ what: 'unreadable', id: 'c2' }] });
});

test('one chat: its versions and its files', async () => {
  await fill();
  expect(await check('full', 'c1')).toMatchObject({
    conversations: 1,
    versions: 2,
    projects: 0,
    files: 2,
    objects: 3,
    unused: 0,
    damage: [],
  });
});

test('says how far it is, and ends when nobody waits any more', async () => {
  for (let at = 0; at < 40; at += 1)
    await store.saveSnapshot(`body ${at}`, facts({ conversationId: `c${at}` }));
  await check('full');
  expect(progress).toEqual([0, 16, 32, 40].map((done) => ({ done, total: 40 })));
  const controller = new AbortController();
  const tools = { signal: controller.signal, report: () => controller.abort() };
  await expect(checkLibrary(database, { depth: 'full' }, tools)).rejects.toThrow();
});

test('changes nothing', async () => {
  await fill();
  const before = await database.getAll('conversations');
  await check('full');
  expect(await database.getAll('conversations')).toEqual(before);
  expect(await database.count('objects')).toBe(5);
});

test('an entry that cannot be read is damage, and nothing is thrown', async () => {
  await fill();
  await database.put('conversations', { conversationId: 'c1' } as never);
  expect((await check('quick')).damage).toMatchObject([{ what: 'no-version', id: 'c1' }]);
});
