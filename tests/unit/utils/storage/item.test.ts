import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { defineItem, type ItemOptions } from '@/utils/storage/item';
import { diskRoom } from '@/utils/storage/room';

type Settings = { names: string[] };
const options: ItemOptions<Settings> = {
  area: 'local',
  key: 'settings',
  version: 3,
  schema: z.object({ names: z.array(z.string()) }),
  fallback: { names: ['fallback'] },
  migrations: {
    2: (old) => ({ list: (old as { names: string }).names.split(',') }),
    3: (old) => ({ names: (old as { list: string[] }).list }),
  },
};
const item = () => defineItem(options);
const store = (value: unknown) => fakeBrowser.storage.local.set({ settings: value });

beforeEach(() => fakeBrowser.reset());

test('what was set is what is there, with its version', async () => {
  await item().set({ names: ['a'] });
  expect(await item().get()).toEqual({ names: ['a'] });
  expect(await fakeBrowser.storage.local.get()).toEqual({
    settings: { version: 3, value: { names: ['a'] } },
  });
});

describe('reading', () => {
  test.each<[string, unknown, string[]]>([
    ['of this version', { version: 3, value: { names: ['a', 'b'] } }, ['a', 'b']],
    ['of the version before', { version: 2, value: { list: ['a', 'b'] } }, ['a', 'b']],
    ['of the first version', { version: 1, value: { names: 'a,b' } }, ['a', 'b']],
    ['of a later version that still fits', { version: 9, value: { names: ['a'], more: 1 } }, ['a']],
    ['of a later version that does not', { version: 9, value: { people: [] } }, ['fallback']],
    ['a migration that throws', { version: 1, value: 7 }, ['fallback']],
    ['a shape that is not ours', { version: 3, value: { names: [1, 2] } }, ['fallback']],
    ['without a value', { version: 3 }, ['fallback']],
    ['without a version', { value: { people: [] } }, ['fallback']],
    ['a text', 'garbage', ['fallback']],
    ['a number', 7, ['fallback']],
    ['null', null, ['fallback']],
    ['a list', [], ['fallback']],
  ])('%s', async (_, stored, names) => {
    await store(stored);
    expect(await item().get()).toEqual({ names });
  });

  test('nothing', async () => {
    expect(await item().get()).toEqual({ names: ['fallback'] });
  });

  test('a version without a migration keeps its shape', async () => {
    await store({ version: 1, value: { names: ['a'] } });
    expect(await defineItem({ ...options, migrations: {} }).get()).toEqual({ names: ['a'] });
  });
});

describe('changing', () => {
  test('one after the other: no change is lost', async () => {
    const settings = item();
    await settings.set({ names: [] });
    const add = (name: string) => settings.update(({ names }) => ({ names: [...names, name] }));
    await Promise.all(['a', 'b', 'c', 'd'].map(add));
    expect(await settings.get()).toEqual({ names: ['a', 'b', 'c', 'd'] });
  });

  test('tells what there is then', async () => {
    expect(await item().update(({ names }) => ({ names: [...names, 'b'] }))).toEqual({
      names: ['fallback', 'b'],
    });
  });

  test('what has not changed is not written', async () => {
    const written = vi.spyOn(fakeBrowser.storage.local, 'set');
    await item().update((value) => value);
    expect(written).not.toHaveBeenCalled();
  });

  test('a change that throws is told, and the next one goes on', async () => {
    const settings = item();
    const failing = settings.update(() => {
      throw new Error('no');
    });
    const next = settings.update(() => ({ names: ['next'] }));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toEqual({ names: ['next'] });
  });

  test('a storage that is full is told', async () => {
    const settings = item();
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('QUOTA_BYTES'));
    const change = () => settings.update(() => ({ names: ['new'] }));
    await expect(change()).rejects.toThrow('QUOTA_BYTES');
    await expect(change()).resolves.toEqual({ names: ['new'] });
  });
});

test('on a disk without room nothing is begun, and what is in memory only is written', async () => {
  vi.spyOn(diskRoom, 'toNote').mockRejectedValue(new Error('full'));
  const written = vi.spyOn(fakeBrowser.storage.local, 'set');
  await expect(item().set({ names: ['a'] })).rejects.toThrow('full');
  expect(written).not.toHaveBeenCalled();
  await defineItem({ ...options, area: 'session' }).set({ names: ['b'] });
  expect(await fakeBrowser.storage.session.get()).toEqual({
    settings: { version: 3, value: { names: ['b'] } },
  });
  vi.restoreAllMocks();
});

test('the fallback is never what is changed', async () => {
  await item().update(({ names }) => ({ names: [...names, 'x'] }));
  expect(options.fallback).toEqual({ names: ['fallback'] });
});

describe('what a newer version has written', () => {
  const newer = { version: 9, value: { names: ['a'], people: [{ age: 7 }] } };

  test('is put aside as it stands before anything is written, and said to be there', async () => {
    await store(newer);
    expect(await item().isNewer()).toBe(true);
    await item().update(({ names }) => ({ names: [...names, 'b'] }));
    expect(await fakeBrowser.storage.local.get()).toEqual({
      settings: { version: 3, value: { names: ['a', 'b'] } },
      'settings:newer': newer,
    });
    expect(await item().isNewer()).toBe(true);
  });

  test('is not written over when it cannot be put aside, and the next write tries again', async () => {
    await store(newer);
    const full = vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('disk full'));
    const own = item();
    await expect(own.set({ names: ['b'] })).rejects.toThrow('disk full');
    expect(await fakeBrowser.storage.local.get()).toEqual({ settings: newer });
    await own.set({ names: ['c'] });
    expect(await fakeBrowser.storage.local.get('settings:newer')).toEqual({ 'settings:newer': newer });
    full.mockRestore();
  });

  test.each([
    ['nothing', undefined],
    ['of this version', { version: 3, value: { names: [] } }],
    ['of an older one', { version: 1, value: { names: 'a' } }],
    ['garbage', 'garbage'],
  ])('%s is not of a newer version', async (_, stored) => {
    if (stored !== undefined) await store(stored);
    await item().set({ names: ['b'] });
    expect(await item().isNewer()).toBe(false);
    expect(Object.keys(await fakeBrowser.storage.local.get())).toEqual(['settings']);
  });
});
