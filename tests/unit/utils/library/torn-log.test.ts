import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LIBRARY_NAME, openLibrary } from '@/utils/library/database';
import { fillLog } from '@/utils/storage/torn-log';

// Asked for as the code is loaded; what isn't empty would be Firefox.
vi.hoisted(() => vi.stubEnv('FIREFOX', ''));

/** The library as it is opened where its log is known to be torn, with nothing of the mending replaced. */
const KEPT = new Uint8Array([1, 2, 3]);

beforeEach(async () => {
  fakeBrowser.reset();
  const library = await openLibrary();
  await library.put('objects', KEPT, 'hash');
  library.close();
  await fakeBrowser.storage.session.set({ log: 'torn' });
});
afterEach(() => deleteDB(LIBRARY_NAME));

async function opensWhole(): Promise<void> {
  const library = await openLibrary();
  expect(await library.get('objects', 'hash')).toEqual(KEPT);
  library.close();
}

const mark = async (): Promise<unknown> => (await fakeBrowser.storage.session.get('log')).log;

test('is mended in a database of its own, of which nothing stays; the library is only opened', async () => {
  const opened = vi.spyOn(indexedDB, 'open');
  const deleted = vi.spyOn(indexedDB, 'deleteDatabase');
  await opensWhole();
  expect(opened.mock.calls.map(([name]) => name)).toEqual([LIBRARY_NAME, 'ballast']);
  expect(deleted.mock.calls.map(([name]) => name)).toEqual(['ballast']);
  await vi.waitFor(async () =>
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual([LIBRARY_NAME]),
  );
  expect(await mark()).toBe('ok');
});

test('opens though the mending fails, and is mended in the next opening', async () => {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('The disk.', 'UnknownError');
  });
  await opensWhole();
  expect([put.mock.calls.length, await mark()]).toEqual([1, 'torn']);
  await opensWhole();
  expect(await mark()).toBe('ok');
});

test('is told at once that the disk is full, where it is; nothing of it stays open in the way of the next', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('The disk.', 'QuotaExceededError');
  });
  await expect(openLibrary()).rejects.toMatchObject({ name: 'QuotaExceededError' });
  await fillLog();
  await opensWhole();
});

test('opens though another page has begun to mend it and does not come to an end', async () => {
  let end = (): void => {};
  const held = navigator.locks.request('ballast', () => new Promise<void>((done) => (end = done)));
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
  await opensWhole();
  expect(await mark()).toBe('torn');
  end();
  await held;
});
