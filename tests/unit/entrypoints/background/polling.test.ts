import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Hub } from '@/entrypoints/background/hub';
import { POLL, witnessPolling } from '@/entrypoints/background/polling';
import { claudeTabIds } from '@/utils/browser/tabs';
import { troubleSince } from '@/utils/storage/witness-items';

vi.mock('@/utils/browser/tabs', () => ({ claudeTabIds: vi.fn() }));

const NOW = Date.parse('2026-11-12T14:02:00Z');
const MINUTE_MS = 60_000;
const alarm = async () => (await fakeBrowser.alarms.get(POLL))?.scheduledTime;

function started(inTrouble = false) {
  const state = { inTrouble };
  const hub = {
    refresh: vi.fn(async () => undefined),
    askOutside: vi.fn(async () => undefined),
    inTrouble: () => state.inTrouble,
  };
  return { hub, state, polling: witnessPolling(hub as unknown as Hub) };
}

/** Minutes from now to the next tick. */
const minutesLeft = async () => ((await alarm()) ?? Number.NaN) / MINUTE_MS - Date.now() / MINUTE_MS;

beforeEach(() => {
  fakeBrowser.reset();
  vi.mocked(claudeTabIds).mockResolvedValue([3]);
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});
afterEach(() => vi.useRealTimers());

describe('the first tab', () => {
  test('asks nobody at once: browsers start together in the morning', async () => {
    const { hub, polling } = started();
    await polling.begin();
    expect(hub.askOutside).not.toHaveBeenCalled();
    expect(await minutesLeft()).toBeGreaterThanOrEqual(0.5);
    expect(await minutesLeft()).toBeLessThanOrEqual(1.5);
  });

  test('an alarm that is set stays, however often pages load and workers wake', async () => {
    const { polling } = started();
    await polling.begin();
    const before = await alarm();
    vi.setSystemTime(NOW + 20_000);
    await polling.begin();
    await started().polling.begin();
    expect(await alarm()).toBe(before);
  });

  test('a clock that was set back does not stop it for a day', async () => {
    await fakeBrowser.alarms.create(POLL, { when: NOW + 26 * 60 * MINUTE_MS });
    await started().polling.begin();
    expect(await minutesLeft()).toBeLessThanOrEqual(1.5);
  });

  test('without a tab there is no alarm', async () => {
    vi.mocked(claudeTabIds).mockResolvedValue([]);
    await started().polling.begin();
    expect(await alarm()).toBeUndefined();
  });
});

describe('a tick', () => {
  test('without a tab asks nobody and is the last one', async () => {
    await fakeBrowser.alarms.create(POLL, { when: NOW + MINUTE_MS });
    await troubleSince.set(NOW);
    vi.mocked(claudeTabIds).mockResolvedValue([]);
    const { hub, polling } = started(true);
    await polling.tick();
    expect(hub.askOutside).not.toHaveBeenCalled();
    expect(await alarm()).toBeUndefined();
    expect(await troubleSince.get()).toBeNull();
  });

  test('looks at the tabs, asks, and comes again in five minutes or so', async () => {
    const { hub, polling } = started();
    await polling.tick();
    expect(hub.refresh).toHaveBeenCalledWith(3, 0, [3]);
    expect(hub.askOutside).toHaveBeenCalledWith('tick');
    expect(await minutesLeft()).toBeGreaterThanOrEqual(4);
    expect(await minutesLeft()).toBeLessThanOrEqual(6);
  });

  test('goes on even if everything fails', async () => {
    const { hub, polling } = started();
    hub.refresh.mockRejectedValue(new Error('gone'));
    await expect(polling.tick()).rejects.toThrow();
    expect(await minutesLeft()).toBeGreaterThan(0);
  });

  test('in trouble comes again in a minute or so, and forgets it when it is over', async () => {
    const { state, polling } = started(true);
    await polling.tick();
    expect(await troubleSince.get()).toBe(NOW);
    expect(await minutesLeft()).toBeGreaterThanOrEqual(0.8);
    expect(await minutesLeft()).toBeLessThanOrEqual(1.2);
    state.inTrouble = false;
    await polling.tick();
    expect(await troubleSince.get()).toBeNull();
    expect(await minutesLeft()).toBeGreaterThanOrEqual(4);
  });
});

describe('trouble', () => {
  test('brings the next tick nearer, once', async () => {
    await fakeBrowser.alarms.create(POLL, { when: NOW + 5 * MINUTE_MS });
    const { polling } = started(true);
    await polling.soon();
    const first = await alarm();
    expect(await minutesLeft()).toBeLessThanOrEqual(1.2);
    vi.setSystemTime(NOW + 25_000);
    await polling.soon();
    expect(await alarm()).toBe(first);
  });
});
