import { beforeEach, describe, expect, test } from 'vitest';
import type { FailureDatabase } from '@/utils/failures/database';
import { createFailureStore, type FailureStore, KEPT_MS, MOST } from '@/utils/failures/store';
import { failure, freshLog, NOW } from './given';

let name: string;
let database: FailureDatabase;
let store: FailureStore;
beforeEach(async () => {
  name = crypto.randomUUID();
  database = await freshLog(name);
  store = createFailureStore(database);
});

const many = (count: number, from: number) =>
  Array.from({ length: count }, (_, index) => failure({ at: from + index, key: `7.${index}` }));

describe('what is read', () => {
  test('newest first, since a time, and no more than asked for', async () => {
    const all = [3, 1, 2].map((hours) => failure({ at: NOW - hours * 3_600_000 }));
    await store.write(all, NOW);
    const ages = async (range = {}) => (await store.read(range)).map(({ at }) => (NOW - at) / 3_600_000);
    expect(await ages()).toEqual([1, 2, 3]);
    expect(await ages({ since: NOW - 2 * 3_600_000 })).toEqual([1, 2]);
    expect(await ages({ limit: 1 })).toEqual([1]);
  });

  test('after a restart it is all still there', async () => {
    await store.write([failure()], NOW);
    database.close();
    expect(await createFailureStore(await freshLog(name)).read()).toEqual([failure()]);
  });

  test('what cannot be read is left out, and disturbs nothing', async () => {
    await database.put('failures', 'nonsense', [NOW - 3, 'a']);
    await database.put('failures', { version: 9, at: NOW - 2 }, [NOW - 2, 'b']);
    await database.put('failures', { ...failure(), class: 'from-the-future' }, [NOW - 1, 'c']);
    await store.write([failure()], NOW);
    expect(await store.read()).toEqual([failure()]);
    expect(await store.read({ limit: 1 })).toEqual([failure()]);
  });

  test('cleared up to a moment, what came later stays', async () => {
    await store.write([failure({ at: NOW - 2 }), failure({ at: NOW - 1 }), failure({ at: NOW })], NOW);
    await store.clear(NOW - 1);
    expect((await store.read()).map(({ at }) => at)).toEqual([NOW]);
  });

  test('after it was cleared there is nothing', async () => {
    await store.write([failure()], NOW);
    await store.clear();
    expect(await store.read()).toEqual([]);
  });
});

describe('the same failure again', () => {
  test('is the same entry, with what the page did since', async () => {
    await store.write([failure({ page: { retries: 0, said: 'nothing', end: 'none' } })], NOW);
    const page = { retries: 1, said: 'nothing', end: 'recovered' } as const;
    await store.write([failure({ page })], NOW);
    expect(await store.read()).toEqual([failure({ page })]);
  });

  test('keeps what was known when it happened', async () => {
    await store.write([failure()], NOW);
    await store.write([failure({ model: null, buildId: null, latencyMs: null, ray: null })], NOW);
    expect(await store.read()).toEqual([failure()]);
  });

  test('over a damaged entry it starts anew', async () => {
    await database.put('failures', 7, [NOW - 60_000, '7.abc']);
    await store.write([failure()], NOW);
    expect(await store.read()).toEqual([failure()]);
  });
});

describe('what is let go', () => {
  test('after 90 days', async () => {
    await store.write([failure({ at: NOW - KEPT_MS - 1 }), failure({ at: NOW - KEPT_MS + 1 })], NOW);
    expect((await store.read()).map(({ at }) => at)).toEqual([NOW - KEPT_MS + 1]);
    expect(KEPT_MS / 86_400_000).toBe(90);
  });

  test('above 5,000, the oldest first', async () => {
    expect(MOST).toBe(5_000);
    const small = createFailureStore(database, 50);
    const ages = async () => (await small.read()).map(({ at }) => at - NOW);
    await small.write(many(53, NOW), NOW);
    expect(await ages()).toHaveLength(50);
    expect((await ages()).at(-1)).toBe(3);
    await small.write([failure({ at: NOW + 99 })], NOW);
    expect([(await ages())[0], (await ages()).at(-1)]).toEqual([99, 4]);
  });
});

test('a disk that is full: the caller hears of it, and the log stays whole', async () => {
  await store.write([failure()], NOW);
  const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  await expect(store.write([failure({ key: 'other' })], NOW)).rejects.toThrow('full');
  IDBObjectStore.prototype.put = real;
  expect(await store.read()).toEqual([failure()]);
  await store.write([failure({ key: 'other' })], NOW);
  expect(await store.read()).toHaveLength(2);
});
