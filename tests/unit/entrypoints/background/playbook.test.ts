import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { playbookMemory } from '@/entrypoints/background/playbook';
import { newPlaybook, type PlayEvent } from '@/utils/fixes/playbook';

beforeEach(() => fakeBrowser.reset());

const memory = () => playbookMemory(() => 2_000);
const book = newPlaybook('degraded', 1_000);
const skip: PlayEvent = { kind: 'skipped', fix: 'reload-tab' };
const stored = () => new Promise((resolve) => setTimeout(resolve));

test('is there again after the worker has died, for its own tab', async () => {
  await memory().swap(7, null, book);
  await stored();
  expect(await memory().of(7)).toEqual(book);
  expect(await memory().of(8)).toBeNull();
});

test('of two who change it at once, one is told to look again', async () => {
  const books = memory();
  const other = { ...book, phase: 'exhausted' } as const;
  const taken = await Promise.all([books.swap(7, null, book), books.swap(7, null, other)]);
  expect(taken).toEqual([true, false]);
  expect(await books.of(7)).toBe(book);
});

test('what the user says counts, also before anything was tried', async () => {
  const books = memory();
  await books.tell(7, skip, () => book);
  expect((await books.of(7))?.tried).toMatchObject([{ fix: 'reload-tab', outcome: 'skipped', at: 2_000 }]);
});

test('a tab that is closed is forgotten, one that shows another site for a while is not', async () => {
  const books = memory();
  await books.swap(7, null, book);
  await books.forget(7, false);
  expect(await books.of(7)).toBe(book);
  await books.forget(7, true);
  await stored();
  expect([await books.of(7), await memory().of(7)]).toEqual([null, null]);
});
