import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { defineKept } from '@/utils/storage/kept-item';

const item = () =>
  defineKept<readonly string[]>({
    area: 'local',
    key: 'texts',
    version: 1,
    schema: z.array(z.string()),
    fallback: [],
  });
const { local, session } = fakeBrowser.storage;
const add = (text: string) => (texts: readonly string[]) => [...texts, text];
const fill = () => vi.spyOn(local, 'set').mockRejectedValue(new Error('QuotaExceededError'));
const onDisk = async () => ((await local.get('texts')).texts as { value: unknown } | undefined)?.value;
const inMemory = async () =>
  ((await session.get('texts:unwritten'))['texts:unwritten'] as { value: unknown } | undefined)?.value ??
  null;

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

test('with room it is an item like any other, and memory has nothing of it', async () => {
  const remembered = vi.spyOn(session, 'set');
  await item().update(add('a'));
  expect(await item().get()).toEqual(['a']);
  expect(await onDisk()).toEqual(['a']);
  expect(remembered).not.toHaveBeenCalled();
});

describe('on a full disk', () => {
  test('what is written is there, also for the next life of the background', async () => {
    await item().set(['a']);
    fill();
    await item().update(add('b'));
    await item().update(add('c'));
    expect(await item().get()).toEqual(['a', 'b', 'c']);
    expect(await onDisk()).toEqual(['a']);
  });

  test('it is read though the disk can not even be read any more', async () => {
    fill();
    await item().set(['a']);
    vi.spyOn(local, 'get').mockRejectedValue(new Error('An unexpected error occurred'));
    expect(await item().get()).toEqual(['a']);
  });

  test('a disk that can not be read, with nothing newer, is told: nothing is written over', async () => {
    await item().set(['a']);
    const unread = vi.spyOn(local, 'get').mockRejectedValue(new Error('An unexpected error occurred'));
    await expect(item().update(add('b'))).rejects.toThrow('unexpected');
    unread.mockRestore();
    expect(await item().get()).toEqual(['a']);
  });

  test('no room in memory either is told, as the disk told it', async () => {
    fill();
    vi.spyOn(session, 'set').mockRejectedValue(new Error('session full'));
    await expect(item().set(['a'])).rejects.toThrow('QuotaExceededError');
  });
});

describe('when there is room again', () => {
  test('the next write takes it all to the disk', async () => {
    const full = fill();
    await item().update(add('a'));
    full.mockRestore();
    await item().update(add('b'));
    expect(await onDisk()).toEqual(['a', 'b']);
    expect(await inMemory()).toBeNull();
  });

  test('it is written though nothing new comes', async () => {
    const full = fill();
    const texts = item();
    await texts.set(['a']);
    expect(await texts.settle()).toBe(true);
    full.mockRestore();
    expect(await texts.settle()).toBe(false);
    expect(await onDisk()).toEqual(['a']);
    expect(await inMemory()).toBeNull();
  });

  test('a disk that fails once more when there is room has it all the same', async () => {
    const full = fill();
    const texts = item();
    await texts.set(['a']);
    full.mockRestore();
    vi.spyOn(local, 'set').mockRejectedValueOnce(new Error('An unexpected error occurred'));
    expect(await texts.settle()).toBe(false);
    expect(await onDisk()).toEqual(['a']);
  });

  test('where nothing is owed, nothing is written', async () => {
    await item().set(['a']);
    const written = vi.spyOn(local, 'set');
    expect(await item().settle()).toBe(false);
    expect(written).not.toHaveBeenCalled();
  });

  test('what is written meanwhile is not written over by what was owed', async () => {
    const full = fill();
    const texts = item();
    await texts.set(['a']);
    full.mockRestore();
    await Promise.all([texts.settle(), texts.set(['b']), texts.settle()]);
    expect(await texts.get()).toEqual(['b']);
    expect(await onDisk()).toEqual(['b']);
  });

  test('an end of the background between the two writes leaves the newer one', async () => {
    const full = fill();
    await item().set(['a']);
    full.mockRestore();
    const write = session.set.bind(session);
    // The second is the one that would empty the memory.
    vi.spyOn(session, 'set').mockImplementationOnce(write).mockRejectedValueOnce(new Error('ended'));
    await item()
      .set(['a', 'b'])
      .catch(() => undefined);
    expect(await item().get()).toEqual(['a', 'b']);
  });
});
