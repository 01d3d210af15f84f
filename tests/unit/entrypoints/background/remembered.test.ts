import { expect, test, vi } from 'vitest';
import { remembered } from '@/entrypoints/background/remembered';

test('it is read once, however many ask', async () => {
  const read = vi.fn(async () => ['a']);
  const memory = remembered(read);
  expect(await Promise.all([memory.get(), memory.get()])).toEqual([['a'], ['a']]);
  expect(read).toHaveBeenCalledTimes(1);
});

test('two who change it at once keep what both have changed', async () => {
  const memory = remembered(async () => ['a']);
  const add = (one: string) => memory.change((before) => [...before, one]);
  await Promise.all([add('b'), add('c')]);
  expect(await memory.get()).toEqual(['a', 'b', 'c']);
});

test.each(['get', 'change'] as const)('a read that fails is told, and made again: %s', async (way) => {
  const read = vi.fn(async () => ['a']).mockRejectedValueOnce(new Error('storage'));
  const memory = remembered(read);
  const failing = way === 'get' ? memory.get() : memory.change((before) => [...before, 'lost']);
  await expect(failing).rejects.toThrow('storage');
  expect(await memory.change((before) => [...before, 'b'])).toEqual(['a', 'b']);
});

test('a change that throws spoils nothing for good', async () => {
  const memory = remembered(async () => ['a']);
  await expect(
    memory.change(() => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await memory.get()).toEqual(['a']);
});
