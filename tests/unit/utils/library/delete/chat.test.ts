import { beforeEach, describe, expect, test, vi } from 'vitest';
import { checkLibrary } from '@/utils/library/check/check';
import type { LibraryDatabase } from '@/utils/library/database';
import { deleteChat } from '@/utils/library/delete/chat';
import { FULL_BACKUP } from '@/utils/library/run/host';
import { createRunBook } from '@/utils/library/run/record';
import { createSearchIndex } from '@/utils/library/search/library-index';
import { createShelves } from '@/utils/library/shelves';
import { createStore, type NewSnapshot } from '@/utils/library/store';
import { freshLibrary } from '../fresh-library';
import { freshLocks } from '../run/desk';

const [BOAT, SHED] = ['00000000-0000-7000-8000-0000000000b0', '00000000-0000-7000-8000-00000000005e'];

const facts = (conversationId: string, more: Partial<NewSnapshot> = {}): NewSnapshot => ({
  ...{ conversationId, organizationId: 'org', title: 'A chat', model: null, createdAt: null },
  ...{ updatedAt: '2026-10-11T08:00:00Z', leafId: 'm4', projectId: null, messageCount: 4 },
  ...{ source: 'api', whole: true, capturedAt: 1_000 },
  ...more,
});

const bytes = (text: string) => new TextEncoder().encode(text);
const payload = (name: string) =>
  JSON.stringify({
    ...{ uuid: BOAT, name, current_leaf_message_uuid: 'm' },
    chat_messages: [{ uuid: 'm', sender: 'human', text: name, content: [{ type: 'text', text: name }] }],
  });

let database: LibraryDatabase;
const locks = freshLocks();
const remove = (id = BOAT) => deleteChat(database, locks, id);
const keysOf = async () => ({
  conversations: await database.getAllKeys('conversations'),
  versions: (await database.getAll('versions')).map((one) => one.conversationId),
  texts: await database.getAllKeys('texts'),
  files: (await database.getAllKeys('files')).map(String),
  objects: (await database.getAllKeys('objects')).length,
});
const search = async (query: string) => {
  const tools = { signal: new AbortController().signal, report: () => undefined };
  return (await createSearchIndex(async () => database).search({ query }, tools)).hits.length;
};
const damage = async () => {
  const tools = { signal: new AbortController().signal, report: () => undefined };
  const { damage, unused } = await checkLibrary(database, { depth: 'full' }, tools);
  return { damage, unused };
};

/** Two versions of one chat, a second chat, a file of each, one that both have, and the first state of a file. */
beforeEach(async () => {
  database = await freshLibrary();
  const store = createStore(database);
  const shelves = createShelves(database);
  const file = (conversationId: string, fileId: string, text: string) =>
    shelves.saveFile(bytes(text), {
      ...{ conversationId, fileId, name: `${fileId}.txt`, kind: 'upload', announcedSize: null },
      ...{ problem: null, capturedAt: 1 },
    });
  await store.saveSnapshot(payload('heron'), facts(BOAT));
  await store.saveSnapshot(payload('heron and teal'), facts(BOAT, { messageCount: 6 }));
  await store.saveSnapshot(payload('a shed of larch'), facts(SHED));
  await file(BOAT, 'own', 'first state');
  await file(BOAT, 'own', 'of the boat only');
  await file(BOAT, 'shared', 'the same photo');
  await file(SHED, 'shared', 'the same photo');
  await search('heron');
});

test('every trace of the chat goes; the other chat and what both have stay', async () => {
  expect(await search('heron')).toBe(1);
  expect(await remove()).toBe('deleted');
  expect(await keysOf()).toEqual({
    ...{ conversations: [SHED], versions: [SHED], texts: [SHED] },
    ...{ files: [`${SHED},shared`], objects: 2 },
  });
  expect(await search('heron')).toBe(0);
  expect(await search('larch')).toBe(1);
  expect(await damage()).toEqual({ damage: [], unused: 0 });
});

test('what a project has, or another version that is word for word the same, stays', async () => {
  const store = createStore(database);
  await createShelves(database).saveProject(bytes('of the boat only'), {
    ...{ id: 'p', organizationId: 'org', name: 'Harbour', updatedAt: null, capturedAt: 1 },
  });
  await store.saveSnapshot(payload('heron'), facts(SHED, { source: 'page-cache' }));
  await remove();
  expect(await damage()).toEqual({ damage: [], unused: 0 });
});

test('one that is captured again begins anew, without the mark of before', async () => {
  await remove();
  await createStore(database).saveSnapshot(payload('heron'), facts(BOAT));
  expect(await createStore(database).versionsOf(BOAT)).toHaveLength(1);
  expect((await database.get('conversations', BOAT))?.goneAt).toBeUndefined();
});

test('one that is not there: nothing happens', async () => {
  const before = await keysOf();
  expect(await remove('00000000-0000-7000-8000-000000000000')).toBe('deleted');
  expect(await keysOf()).toEqual(before);
});

test('words that were still being made when it was deleted leave no trace', async () => {
  const index = createSearchIndex(async () => database);
  const tools = { signal: new AbortController().signal, report: () => undefined };
  await database.clear('texts');
  const searching = index.words(null, tools);
  await remove();
  await searching;
  expect(await database.getAllKeys('texts')).toEqual([SHED]);
});

describe('killed in the middle', () => {
  test('after any number of deletions: all of it is there, or nothing', async () => {
    const whole = await keysOf();
    const original = IDBObjectStore.prototype.delete;
    for (let killAt = 0; ; killAt += 1) {
      let count = 0;
      const spy = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (
        this: IDBObjectStore,
        key,
      ) {
        if (count === killAt) throw new Error('killed');
        count += 1;
        return original.call(this, key);
      });
      const end = await remove().catch(() => 'killed');
      spy.mockRestore();
      if (end === 'deleted') {
        expect(killAt).toBeGreaterThan(6);
        break;
      }
      expect(await keysOf()).toEqual(whole);
      expect(await damage()).toEqual({ damage: [], unused: 0 });
    }
    expect((await keysOf()).conversations).toEqual([SHED]);
  });
});

describe('beside a full backup', () => {
  const book = () => createRunBook(async () => database);

  test('one that is not over would bring it back: nothing is touched', async () => {
    const before = await keysOf();
    await book().begin({ now: 1 });
    expect(await remove()).toBe('busy');
    await book().want('pause');
    expect(await remove()).toBe('busy');
    expect(await keysOf()).toEqual(before);
  });

  test('nor while somebody holds the lock', async () => {
    const { promise, resolve: release } = Promise.withResolvers<void>();
    const held = locks.request(FULL_BACKUP, {}, () => promise);
    expect(await remove()).toBe('busy');
    release();
    await held;
    expect(await remove()).toBe('deleted');
  });

  test('the list of one that is over, which names the chat, goes too', async () => {
    const run = await book().begin({ now: 1 });
    const chat = {
      uuid: BOAT,
      organizationId: 'org',
      name: 'A chat',
      updatedAt: null,
      leafId: null,
      listedAt: 1,
    };
    await book().keepTasks({ startedAt: 1, chats: [chat], projects: [] });
    await book().keepProgress(run, { ...run.progress, state: 'done' });
    await remove();
    // Its ZIP is still to be made.
    expect(await book().read()).toBeDefined();
    await book().markSaved();
    await remove(SHED);
    expect(await database.getAllKeys('runs')).toEqual([]);
  });
});
