import { beforeEach, describe, expect, test } from 'vitest';
import type { openLibrary } from '@/utils/library/database';
import { entryOf, readEntries, readEntry } from '@/utils/library/entries';
import { readListing } from '@/utils/library/page/rows';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { facts } from './facts';
import { freshLibrary } from './fresh-library';

let database: Awaited<ReturnType<typeof openLibrary>>;
let store: LibraryStore;
beforeEach(async () => {
  database = await freshLibrary();
  store = createStore(database);
  await store.saveSnapshot('large', facts({ messageCount: 10 }));
  await store.saveSnapshot('small', facts({ messageCount: 2, capturedAt: 2000 }));
  await store.saveSnapshot('other', facts({ conversationId: 'c2', title: 'Whales' }));
});

const damage = (value: object) => database.put('conversations', { conversationId: 'c1', ...value } as never);

describe.each<[string, object]>([
  ['nothing but its name', {}],
  ['no best version', { best: null, newest: [] }],
  ['values of other types', { bestKey: 1, best: { title: null, size: 'large' }, newestKey: 2, newest: 7 }],
])('an entry with %s', (_, value) => {
  test('is made anew from its versions, and takes no other with it', async () => {
    const before = await database.get('conversations', 'c1');
    await damage(value);
    expect(await readEntry(database, 'c1')).toEqual(before);
    expect((await readEntries(database)).map(({ best }) => best.title)).toEqual([
      'Names for a boat',
      'Whales',
    ]);
    expect((await readListing(database)).rows).toHaveLength(2);
    expect(await store.latest('c1')).toMatchObject({ messageCount: 10 });
    expect(await store.newest('c1')).toMatchObject({ messageCount: 2 });
  });

  test('is mended by the next capture, and the larger copy stays the best', async () => {
    await damage(value);
    await store.saveSnapshot('smallest', facts({ messageCount: 1, capturedAt: 3000 }));
    expect(await database.get('conversations', 'c1')).toMatchObject({
      best: { messageCount: 10 },
      newest: { messageCount: 1 },
    });
  });
});

test('without a version that can be read there is no entry', async () => {
  await damage({});
  for (const key of await database.getAllKeysFromIndex('versions', 'conversationId', 'c1'))
    await database.put('versions', { conversationId: 'c1', title: 7 } as never, key);
  expect(await readEntry(database, 'c1')).toBeUndefined();
  expect(await store.list()).toHaveLength(1);
  expect(entryOf([])).toBeUndefined();
});
