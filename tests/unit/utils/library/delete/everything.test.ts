import { deleteDB, openDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';
import type { LibraryDatabase } from '@/utils/library/database';
import { deleteEverything, type ErasingEdges, emptyDatabase } from '@/utils/library/delete/everything';
import type { Deletion } from '@/utils/library/delete/told';
import { FULL_BACKUP } from '@/utils/library/run/host';
import { createRunBook } from '@/utils/library/run/record';
import { freshLibrary } from '../fresh-library';
import { freshLocks } from '../run/desk';

let database: LibraryDatabase;
let told: Deletion['what'][];
let nudged: string[];
beforeEach(async () => {
  database = await freshLibrary();
  told = [];
  nudged = [];
});

const book = () => createRunBook(async () => database);
const erase = (parts: ErasingEdges['parts'], more: Partial<ErasingEdges> = {}) =>
  deleteEverything({
    ...{ parts, book: book(), locks: freshLocks() },
    nudges: { postMessage: (nudge) => void nudged.push(nudge) },
    tell: ({ what }) => void told.push(what),
    ...more,
  });

test('pages let go of what they write, then each part goes, then pages look again', async () => {
  const order: string[] = [];
  const end = await erase([
    async () => order.push(`one after ${told}`),
    async () => order.push(`another after ${told}`),
  ]);
  expect(end).toBe('done');
  expect(order).toEqual(['one after begins', 'another after begins']);
  expect(told).toEqual(['begins', 'everything']);
});

test('one part that fails keeps no other from going, and is said', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const other = vi.fn(async () => undefined);
  expect(await erase([() => Promise.reject(new Error('no')), other])).toBe('failed');
  expect(other).toHaveBeenCalledOnce();
  const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
  expect(await erase([full])).toBe('full');
  expect(told.at(-1)).toBe('everything');
  warn.mockRestore();
});

test('while a full backup runs nothing is touched', async () => {
  await book().begin({ now: 1 });
  const part = vi.fn(async () => undefined);
  expect(await erase([part])).toBe('backup-runs');
  expect(part).not.toHaveBeenCalled();
  expect(told).toEqual([]);
});

test('a paused one ends first: whoever holds it is told, and waited for', async () => {
  await book().begin({ now: 1 });
  await book().want('pause');
  const locks = freshLocks();
  const order: string[] = [];
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  const held = locks.request(FULL_BACKUP, {}, () => promise);
  const erasing = erase([async () => order.push('deleted')], {
    locks,
    nudges: {
      postMessage: (nudge) => {
        nudged.push(nudge);
        setTimeout(() => {
          order.push('let go');
          letGo();
        }, 20);
      },
    },
  });
  expect(await erasing).toBe('done');
  await held;
  expect(nudged).toEqual(['wish']);
  expect(order).toEqual(['let go', 'deleted']);
  expect((await book().read())?.wish).toBe('cancel');
});

test('a library that can’t be read is no reason to keep the rest', async () => {
  const read = () => Promise.reject(new Error('unreadable'));
  const part = vi.fn(async () => undefined);
  expect(await erase([part], { book: { ...book(), read } })).toBe('done');
  expect(part).toHaveBeenCalledOnce();
});

test('a database is emptied while others hold it open, and they can go on', async () => {
  const name = database.name;
  await database.put('objects', new Uint8Array([1]), 'a');
  await database.put('texts', { conversationId: 'c', hash: 'a', words: 'heron' });
  await emptyDatabase(name, () => openDB(name, 2));
  for (const store of [...database.objectStoreNames]) expect(await database.count(store)).toBe(0);
  await database.put('objects', new Uint8Array([2]), 'b');
  expect(await database.count('objects')).toBe(1);
});

test('one that can’t be opened, as by an older version, is deleted; on a full disk nothing is tried', async () => {
  const name = 'newer';
  const newer = await openDB(name, 9, { upgrade: (db) => void db.createObjectStore('rows') });
  newer.close();
  const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
  await expect(emptyDatabase(name, full)).rejects.toThrow('no room');
  const names = async () => (await indexedDB.databases()).map((one) => one.name);
  expect(await names()).toContain(name);
  await emptyDatabase(name, () => openDB(name, 2));
  expect(await names()).not.toContain(name);
  await deleteDB(name);
});
