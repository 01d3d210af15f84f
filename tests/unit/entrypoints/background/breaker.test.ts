import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { tryBreaker } from '@/entrypoints/background/breaker';
import { loadOf, NO_LOAD } from '@/utils/fixes/try-load';
import { openUntil } from '@/utils/fixes/turn';
import { tryLoad } from '@/utils/storage/fix-items';
import { a, failedTry, goodTry } from '../../utils/signals/given';
import { run } from './given';

beforeEach(() => fakeBrowser.reset());

const NOW = 100_000;
const breaker = () => tryBreaker(() => NOW);
const isOpen = async (): Promise<boolean> =>
  openUntil(loadOf(await breaker().load(null), 'send'), NOW) !== null;

test('five failures, of two tabs and told one by one to a worker that dies between them, open it', async () => {
  for (let index = 0; index < 5; index += 1) {
    expect(await isOpen()).toBe(false);
    const signals = failedTry(`lx-${index}`, NOW - 30_000 + index * 1_000);
    await breaker().note(index % 2, signals, signals);
  }
  expect(await isOpen()).toBe(true);
  await breaker().note(0, goodTry('lx-9', NOW - 11_000), goodTry('lx-9', NOW - 11_000));
  expect(await isOpen()).toBe(false);
});

test('a run in vain counts at once, and for whoever asks later', async () => {
  const vain = run({ state: 'failed', problem: 'still_failing', stepAt: NOW - 5_000 });
  expect((await breaker().load(vain)).vainAt.send).toBe(NOW - 5_000);
  expect(await isOpen()).toBe(true);
});

test('what ends no try costs nothing', async () => {
  const update = vi.spyOn(tryLoad, 'update');
  await breaker().note(0, failedTry('lx-1', NOW - 9_000), [a('reply-activity', NOW)]);
  expect(update).not.toHaveBeenCalled();
  update.mockRestore();
});

test('a storage that refuses holds nobody up', async () => {
  const get = vi.spyOn(tryLoad, 'get').mockRejectedValue(new Error('no'));
  const update = vi.spyOn(tryLoad, 'update').mockRejectedValue(new Error('no'));
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const signals = failedTry('lx-1', NOW - 9_000);
  await breaker().note(0, signals, signals);
  expect(await breaker().load(null)).toEqual(NO_LOAD);
  for (const spy of [get, update, vi.mocked(console.warn)]) spy.mockRestore();
});
