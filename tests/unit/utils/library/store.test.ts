import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { openLibrary } from '@/utils/library/database';
import { isBetter } from '@/utils/library/entries';
import { isFull } from '@/utils/library/full-disk';
import { sha256 } from '@/utils/library/sha256';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { SNAPSHOT_SOURCES, type Snapshot } from '@/utils/library/types';
import { createRoom } from '@/utils/storage/room';
import { facts } from './facts';
import { freshLibrary } from './fresh-library';

let database: Awaited<ReturnType<typeof openLibrary>>;
let store: LibraryStore;
beforeEach(async () => {
  database = await freshLibrary();
  store = createStore(database);
});

describe('saveSnapshot', () => {
  test('keeps the bytes as they are, under their hash', async () => {
    const raw = '{"name":"Ångström","odd":  1.0}';
    const snapshot = await store.saveSnapshot(raw, facts());
    expect(snapshot).toMatchObject({ size: 33, hash: await sha256(new TextEncoder().encode(raw)) });
    expect(new TextDecoder().decode(await store.readRaw(snapshot.hash))).toBe(raw);
  });

  test('without room for it nothing is written, and it fails as on a full disk', async () => {
    const room = createRoom({ left: async () => 64 * 2 ** 20, now: () => 0 });
    const error = await createStore(database, sha256, room)
      .saveSnapshot('one', facts())
      .catch((e) => e);
    expect(isFull(error)).toBe(true);
    expect(await store.storageUse()).toEqual({ conversations: 0, versions: 0, bytes: 0 });
  });

  test('the same bytes again only renew the time', async () => {
    await store.saveSnapshot('one', facts());
    await store.saveSnapshot('one', facts({ capturedAt: 2000 }));
    expect(await store.versionsOf('c1')).toMatchObject([{ capturedAt: 2000 }]);
    expect(await store.latest('c1')).toMatchObject({ capturedAt: 2000 });
  });

  test('the same bytes from another source are another version', async () => {
    await store.saveSnapshot('one', facts());
    await store.saveSnapshot('one', facts({ source: 'page-cache' }));
    expect(await store.versionsOf('c1')).toHaveLength(2);
    expect(await store.storageUse()).toEqual({ conversations: 1, versions: 2, bytes: 3 });
  });

  test('a smaller tree is kept beside the larger one, and never shown in its place', async () => {
    await store.saveSnapshot('large', facts({ messageCount: 10 }));
    await store.saveSnapshot('small', facts({ messageCount: 2, capturedAt: 2000 }));
    expect(await store.latest('c1')).toMatchObject({ messageCount: 10 });
    expect(await store.newest('c1')).toMatchObject({ messageCount: 2 });
    expect((await store.list()).map((one) => one.messageCount)).toEqual([10]);
    expect(await store.versionsOf('c1')).toHaveLength(2);
  });

  test('a larger or newer one takes over', async () => {
    await store.saveSnapshot('a', facts({ messageCount: 2 }));
    await store.saveSnapshot('b', facts({ messageCount: 3, capturedAt: 2000 }));
    await store.saveSnapshot('c', facts({ messageCount: 3, capturedAt: 3000, title: 'Renamed' }));
    expect(await store.latest('c1')).toMatchObject({ title: 'Renamed' });
  });

  test('a failure half way leaves nothing', async () => {
    const unclonable = facts({ title: (() => 'no') as unknown as string });
    await expect(store.saveSnapshot('one', unclonable)).rejects.toThrow();
    expect(await database.count('objects')).toBe(0);
    expect(await database.count('versions')).toBe(0);
  });

  test('two at once are both kept', async () => {
    const saves = Array.from({ length: 10 }, (_, index) =>
      store.saveSnapshot(`body ${index}`, facts({ messageCount: index })),
    );
    await Promise.all(saves);
    expect(await store.versionsOf('c1')).toHaveLength(10);
    expect(await store.latest('c1')).toMatchObject({ messageCount: 9 });
  });
});

test('the list is by last change', async () => {
  await store.saveSnapshot('a', facts({ conversationId: 'a', updatedAt: '2026-01-01' }));
  await store.saveSnapshot('b', facts({ conversationId: 'b', updatedAt: null }));
  await store.saveSnapshot('c', facts({ conversationId: 'c', updatedAt: '2026-02-01' }));
  expect((await store.list()).map((one) => one.conversationId)).toEqual(['c', 'a', 'b']);
});

describe('the better of two copies', () => {
  const copy = (more: Partial<Snapshot> = {}): Snapshot => ({ ...facts(), hash: '', size: 0, ...more });
  const IMPORT = { source: 'import' as const };
  const DOM = { source: 'dom' as const, whole: false };

  test.each<[string, Partial<Snapshot>, Partial<Snapshot>]>([
    ['more messages', { messageCount: 5, whole: false, ...IMPORT, capturedAt: 1 }, {}],
    ['a whole one', IMPORT, { whole: false, capturedAt: 5000 }],
    ["claude.ai's own", {}, { source: 'page-cache', capturedAt: 5000 }],
    ["the page's", { source: 'page-cache' }, { ...IMPORT, capturedAt: 5000 }],
    ['the newer', { capturedAt: 5000 }, {}],
    [
      'a payload, beside what was put together around a part of it',
      { messageCount: 4 },
      { ...DOM, sentCount: 3, messageCount: 6 },
    ],
    [
      'any payload, beside the page in plain text',
      { messageCount: 1 },
      { ...DOM, sentCount: 0, messageCount: 6 },
    ],
    [
      'what was put together, with messages that the server lost',
      { ...DOM, sentCount: 4, messageCount: 6 },
      {},
    ],
    ['a payload of as many messages', {}, { ...DOM, sentCount: 4, messageCount: 4, capturedAt: 5000 }],
    [
      'a part of a payload, beside as much that was put together',
      { whole: false, ...IMPORT },
      { ...DOM, sentCount: 4, messageCount: 4, capturedAt: 5000 },
    ],
  ])('%s', (_which, better, worse) => {
    expect(isBetter(copy(better), copy(worse))).toBe(true);
    expect(isBetter(copy(worse), copy(better))).toBe(false);
  });
});

test('in whatever order copies come, the same one is shown, and all are kept', async () => {
  const copies = fc.uniqueArray(
    fc.record({
      messageCount: fc.integer({ min: 0, max: 3 }),
      sentCount: fc.constantFrom(undefined, undefined, 0, 1, 2),
      whole: fc.boolean(),
      source: fc.constantFrom(...SNAPSHOT_SOURCES),
      capturedAt: fc.nat(9),
    }),
    { selector: (one) => one.capturedAt, minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(copies, fc.integer(), async (some, turn) => {
      const shown: unknown[] = [];
      for (const order of [
        some,
        some.toReversed(),
        [...some.slice(turn % some.length), ...some.slice(0, turn % some.length)],
      ]) {
        const fresh = await freshLibrary();
        const library = createStore(fresh);
        for (const one of order) await library.saveSnapshot(JSON.stringify(one), facts(one));
        const best = await library.latest('c1');
        const versions = await library.versionsOf('c1');
        expect(versions).toHaveLength(some.length);
        expect(versions.every((one) => best && isBetter(best, one))).toBe(true);
        shown.push(best?.hash);
        fresh.close();
      }
      expect(new Set(shown).size).toBe(1);
    }),
    { numRuns: 40 },
  );
});

describe('what else is known of a chat', () => {
  const mark = async (more: object): Promise<void> => {
    await store.saveSnapshot('one', facts());
    const entry = await database.get('conversations', 'c1');
    if (entry) await database.put('conversations', { ...entry, ...more });
  };

  test('stays when a new version comes', async () => {
    await mark({ filesFrom: 'abc' });
    await store.saveSnapshot('two', facts({ messageCount: 5 }));
    expect(await database.get('conversations', 'c1')).toMatchObject({ filesFrom: 'abc' });
  });

  test('what claude.ai gives again is not gone any more; another copy of it says nothing', async () => {
    await mark({ goneAt: 5 });
    await store.saveSnapshot('two', facts({ source: 'import', messageCount: 9 }));
    expect(await database.get('conversations', 'c1')).toMatchObject({ goneAt: 5 });
    await store.saveSnapshot('three', facts());
    expect(await database.get('conversations', 'c1')).not.toHaveProperty('goneAt');
  });
});

describe('a full disk', () => {
  test.each(['objects', 'versions', 'conversations'] as const)('at the %s loses nothing', async (at) => {
    await store.saveSnapshot('one', facts());
    const before = await everything();
    const put = IDBObjectStore.prototype.put;
    const add = IDBObjectStore.prototype.add;
    const refuse = (real: typeof put) =>
      function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
        if (this.name === at) throw new DOMException('no room', 'QuotaExceededError');
        return real.apply(this, args);
      };
    IDBObjectStore.prototype.put = refuse(put);
    IDBObjectStore.prototype.add = refuse(add);
    const refused = await store.saveSnapshot('larger', facts({ messageCount: 9 })).catch((error) => error);
    IDBObjectStore.prototype.put = put;
    IDBObjectStore.prototype.add = add;
    expect(isFull(refused)).toBe(true);
    expect(await everything()).toEqual(before);
    await store.saveSnapshot('larger', facts({ messageCount: 9 }));
    expect(await store.latest('c1')).toMatchObject({ messageCount: 9 });
  });

  const everything = async () => [
    await database.getAllKeys('objects'),
    await database.getAll('versions'),
    await database.getAll('conversations'),
  ];

  test('another failure is another thing', () => {
    expect(isFull(new DOMException('', 'AbortError'))).toBe(false);
    expect(isFull('QuotaExceededError')).toBe(false);
  });
});

test('what is stored is there after the library is opened again', async () => {
  await store.saveSnapshot('one', facts());
  const { name } = database;
  database.close();
  const again = createStore(await openLibrary({ name }));
  expect(await again.latest('c1')).toMatchObject({ title: 'Names for a boat' });
});
