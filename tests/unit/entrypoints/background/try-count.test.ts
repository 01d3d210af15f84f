import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tryCount } from '@/entrypoints/background/try-count';
import type { TryLog } from '@/utils/incidents/types';
import { logClearedAt } from '@/utils/storage/diagnostic-items';
import { failedTry, goodTry } from '../../utils/signals/given';

const T0 = Date.UTC(2026, 10, 20, 14);
let kept: TryLog;
let writes: number;

vi.mock('@/utils/storage/incident-items', () => ({
  tryLog: {
    update: async (change: (log: TryLog) => TryLog) => {
      const before = kept;
      kept = change(kept);
      if (kept !== before) writes += 1;
      return kept;
    },
  },
}));

beforeEach(() => {
  kept = { recent: [], hours: [] };
  writes = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const counting = (isPrivate = async () => false) => tryCount({ isPrivate, now: () => T0 + 60_000 });
const settled = () => vi.advanceTimersByTimeAsync(2_000);

test('what came of each message is counted, a moment later and once', async () => {
  const { note } = counting();
  const signals = [...goodTry('lx-1', T0), ...failedTry('lx-2', T0 + 10_000)];
  note(7, signals.slice(0, 2));
  note(7, signals);
  expect(kept.recent).toEqual([]);
  await settled();
  expect(kept.recent.map(({ failed }) => failed)).toEqual([false, true]);
  note(7, signals);
  await settled();
  expect(writes).toBe(1);
});

test('tabs are told apart', async () => {
  const { note } = counting();
  note(7, goodTry('lx-1', T0));
  note(8, goodTry('lx-1', T0));
  await settled();
  expect(kept.recent).toHaveLength(2);
});

test.each([
  ['a private window', async () => true],
  ['a tab that can’t be asked any more', () => Promise.reject(new Error('no tab'))],
])('of %s nothing is kept', async (_, isPrivate) => {
  const { note } = counting(isPrivate);
  note(7, goodTry('lx-1', T0));
  await settled();
  expect(kept.recent).toEqual([]);
});

test('what was deleted is not counted again from a tab that is still open', async () => {
  await logClearedAt.set(T0 + 5_000);
  const { note } = counting();
  note(7, [...goodTry('lx-1', T0), ...failedTry('lx-2', T0 + 10_000)]);
  await settled();
  expect(kept.recent.map(({ failed }) => failed)).toEqual([true]);
  await logClearedAt.set(null);
});
