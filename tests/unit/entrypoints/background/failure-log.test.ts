import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { failureLog, type LogEdges } from '@/entrypoints/background/failure-log';
import type { Failure } from '@/utils/failures/types';
import { onWritten } from '@/utils/failures/written';
import type { Signal } from '@/utils/signals/types';
import { brokenDetectors, logClearedAt, missingHooks, seenBuild } from '@/utils/storage/diagnostic-items';
import { a, failedTry, goodTry } from '../../utils/signals/given';

const TAB = 7;
const START = 1_700_000_000_000;

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: START });
});
afterEach(() => vi.useRealTimers());

function started(edges: Partial<LogEdges> = {}) {
  const writes: Failure[][] = [];
  const store = {
    write: vi.fn(async (failures: readonly Failure[]) => void writes.push([...failures])),
    read: async () => [],
    clear: vi.fn(async () => undefined),
  };
  const log = failureLog({
    isPrivate: async () => false,
    now: Date.now,
    extensionVersion: '0.1.0',
    open: async () => store,
    ...edges,
  });
  return { log, writes, store };
}

const failed = (count = 1): Signal[] => [
  a('page-loaded', START - 60_000),
  ...Array.from({ length: count }, (_, index) =>
    failedTry(`lx-${index}`, START - 40_000 + index * 200),
  ).flat(),
];
const passTime = (ms = 2_100) => vi.advanceTimersByTimeAsync(ms);

describe('what is written', () => {
  test('a failure, a moment later, once', async () => {
    const { log, writes } = started();
    log.note(TAB, failed(), []);
    log.note(TAB, failed(), []);
    expect(writes).toEqual([]);
    await passTime();
    log.note(TAB, failed(), []);
    await passTime();
    expect(writes).toMatchObject([[{ class: 'overloaded', status: 529, buildId: 'c41f9e07' }]]);
  });

  test('again when more is known of it', async () => {
    const { log, writes } = started();
    log.note(TAB, failed(), []);
    await passTime();
    log.note(TAB, [...failed(), ...goodTry('lx-9', START - 30_000)], []);
    await passTime();
    expect(writes.map((write) => write.map(({ page }) => page.end))).toEqual([['none'], ['recovered']]);
  });

  test('and whoever shows the log hears of it', async () => {
    const { log } = started();
    const heard = new Promise<void>((resolve) => onWritten(resolve));
    log.note(TAB, failed(), []);
    await passTime();
    await heard;
  });

  test('nothing while nothing fails', async () => {
    const { log, store } = started();
    log.note(TAB, [a('page-loaded', START), ...goodTry('lx-1', START)], []);
    await passTime();
    expect(store.write).not.toHaveBeenCalled();
  });

  test('nothing of private windows, nor of a tab that cannot be asked', async () => {
    const isPrivate = vi.fn(async (tabId: number) => {
      if (tabId === 9) throw new Error('no such tab');
      return tabId === TAB;
    });
    const { log, writes } = started({ isPrivate });
    log.note(TAB, [...failed(), a('hook-missing', START)], ['offline']);
    log.note(9, failed(), []);
    await passTime();
    expect(await seenBuild.get()).toBeNull();
    log.note(8, failed(), []);
    await passTime();
    expect(writes.flat().map(({ key }) => key.split('.')[0])).toEqual(['8']);
    expect([await missingHooks.get(), await brokenDetectors.get()]).toEqual([[], []]);
    expect(await seenBuild.get()).toEqual({ buildId: 'c41f9e07', at: START - 60_000 }); // of the window that isn't private
  });

  test('a tab that closes right after its failure is logged all the same', async () => {
    const isPrivate = vi.fn().mockResolvedValueOnce(false).mockRejectedValue(new Error('no such tab'));
    const { log, writes } = started({ isPrivate });
    log.note(TAB, failed(), []);
    log.note(TAB, failed(), []);
    await passTime();
    expect(writes.flat()).toHaveLength(1);
  });
});

test('10,000 failures in a minute are a few writes, and leave room for what else is in the log', async () => {
  const { log, writes, store } = started();
  let all: Signal[] = failed(0);
  for (let index = 0; index < 10_000; index += 1) {
    all = [...all, ...failedTry(`x-${index}`, Date.now() - 700)].slice(-250);
    log.note(TAB, all, []);
    await vi.advanceTimersByTimeAsync(6);
  }
  await passTime();
  expect(store.write.mock.calls.length).toBeLessThanOrEqual(32);
  const names = new Set(writes.flat().map(({ at, key }) => `${at} ${key}`));
  expect(names.size).toBeGreaterThan(100);
  expect(names.size).toBeLessThanOrEqual(240); // two minutes of the clock
});

describe('after the log was cleared', () => {
  const known = [...failed(), ...goodTry('lx-9', START - 30_000)];

  test('a failure of before is not written again, however much more is known of it', async () => {
    const { log, writes } = started();
    log.note(TAB, failed(), []);
    await passTime();
    await logClearedAt.set(Date.now());
    log.note(TAB, known, []);
    await passTime();
    expect(writes).toHaveLength(1);
  });

  test('one that nobody has written yet is not written either, and one of later is', async () => {
    const { log, writes } = started();
    log.note(TAB, failed(), []);
    await logClearedAt.set(Date.now());
    await passTime();
    const later = failedTry('lx-5', Date.now());
    log.note(TAB, [...known, ...later], []);
    await passTime();
    expect(writes.flat()).toHaveLength(1);
    expect(writes.flat()[0]?.at).toBeGreaterThan(START);
  });

  test('what is under way while it is cleared is taken back', async () => {
    const { log, store } = started();
    store.write.mockImplementationOnce(async () => void (await logClearedAt.set(Date.now())));
    log.note(TAB, failed(), []);
    await passTime();
    expect(store.clear.mock.calls).toEqual([[await logClearedAt.get()]]);
    log.note(TAB, known, []);
    await passTime();
    expect(store.write).toHaveBeenCalledTimes(1);
  });

  test('a hook that was missing before is not kept again', async () => {
    const { log } = started();
    await logClearedAt.set(START + 5);
    log.note(TAB, [a('page-loaded', START), a('hook-missing', START + 5, { hook: 'composer' })], []);
    await passTime();
    expect(await missingHooks.get()).toEqual([]);
  });

  test('a clock that was set back does not silence the log', async () => {
    const { log, writes } = started();
    await logClearedAt.set(START + 3_600_000);
    log.note(TAB, failed(), []);
    await passTime();
    expect(writes.flat()).toHaveLength(1);
  });
});

describe('when it cannot be written', () => {
  test('nobody else hears of it, and the next time it is tried again', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { log, store, writes } = started();
    store.write.mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
    expect(() => log.note(TAB, failed(), [])).not.toThrow();
    await passTime();
    expect(writes).toEqual([]);
    log.note(TAB, failed(), []);
    await passTime();
    expect(writes.flat()).toHaveLength(1);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test('a database that cannot be opened is opened anew', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { store } = started();
    const open = vi.fn().mockRejectedValueOnce(new Error('corrupt')).mockResolvedValue(store);
    const { log } = started({ open });
    log.note(TAB, failed(), []);
    await passTime();
    log.note(TAB, failed(), []);
    await passTime();
    expect(store.write).toHaveBeenCalledTimes(1);
  });
});

describe('what Lifeline lacks itself', () => {
  test('a missing hook and a broken detector are kept, once', async () => {
    const { log, store } = started();
    const signals = [a('page-loaded', START), a('hook-missing', START + 5, { hook: 'composer' })];
    for (const broken of [['offline'], [], ['offline']]) {
      log.note(TAB, signals, broken);
      await passTime();
    }
    expect(await missingHooks.get()).toEqual([
      { hook: 'composer', buildId: 'c41f9e07', firstSeen: START + 5 },
    ]);
    expect(await brokenDetectors.get()).toMatchObject([{ detector: 'offline', version: '0.1.0' }]);
    expect(store.write).not.toHaveBeenCalled();
  });

  test('what broke between two writes is not lost', async () => {
    const { log } = started();
    log.note(TAB, [], ['offline']);
    log.note(TAB, [], []);
    await passTime();
    expect(await brokenDetectors.get()).toHaveLength(1);
  });
});
