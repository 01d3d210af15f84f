import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chainChecks } from '@/entrypoints/background/chain-checks';

const START = 1_000_000;
const MINUTE_MS = 60_000;

function checking(troubled: { tabId: number; since: number } | null, isNew = true) {
  const run = vi.fn(async (_tabId: number, _spacingMs?: number) => isNew);
  const refresh = vi.fn(async () => undefined);
  const chain = { run, known: async () => [], forget: async () => undefined };
  return { run, refresh, ...chainChecks(chain, { troubled: () => troubled }, refresh) };
}

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => vi.useRealTimers());

test('somebody looks: that tab, and what comes of it is shown', async () => {
  const { now, run, refresh } = checking({ tabId: 3, since: START });
  now(7);
  await vi.advanceTimersByTimeAsync(0);
  expect(run).toHaveBeenCalledExactlyOnceWith(7, undefined);
  expect(refresh).toHaveBeenCalledExactlyOnceWith(7);
});

test('somebody goes on looking: once a minute', () => {
  const { now, again, run } = checking(null);
  now(7);
  vi.advanceTimersByTime(MINUTE_MS - 1);
  again(7, false);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  again(7, false);
  again(7, false);
  expect(run).toHaveBeenCalledTimes(2);
});

test('somebody goes on looking at a tab that is kept waiting: at once, and the chain sees to the minute', () => {
  const { now, again, run } = checking(null);
  now(7);
  again(7, true);
  expect(run).toHaveBeenCalledTimes(2);
});

test('where nothing is new, nothing is shown', async () => {
  const { now, refresh } = checking(null, false);
  now(7);
  await vi.advanceTimersByTimeAsync(0);
  expect(refresh).not.toHaveBeenCalled();
});

test('trouble begins: at once', () => {
  const { inTrouble, run } = checking(null);
  inTrouble(7);
  expect(run).toHaveBeenCalledExactlyOnceWith(7, undefined);
});

test('trouble lasts: one tab that has it, ever more seldom', () => {
  const { inTrouble, run } = checking({ tabId: 3, since: START - 20 * MINUTE_MS });
  inTrouble();
  expect(run).toHaveBeenCalledExactlyOnceWith(3, 10 * MINUTE_MS);
});

test('a background that wakes in the middle of it does not begin anew', () => {
  const { inTrouble, run } = checking({ tabId: 7, since: START - 8 * MINUTE_MS });
  inTrouble(7);
  expect(run).toHaveBeenCalledExactlyOnceWith(7, 4 * MINUTE_MS);
});

test('no trouble, no look', () => {
  const { inTrouble, run } = checking(null);
  inTrouble();
  expect(run).not.toHaveBeenCalled();
});

test('a tab that is closed is forgotten: another with its number is looked at like any other', () => {
  const { now, again, forget, run } = checking(null);
  now(7);
  forget(7);
  again(7, false);
  expect(run).toHaveBeenCalledTimes(2);
});
