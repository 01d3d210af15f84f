import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { UNWRITTEN, writeUnwritten } from '@/entrypoints/background/unwritten';
import { drafts } from '@/utils/storage/items';

const SHELF = {
  'typing:new:1:': {
    ...{ text: 'Names for a boat', attachments: [], conversationId: null },
    ...{ updatedAt: 1, state: 'typing' as const, tabId: 1 },
  },
};
const { local } = fakeBrowser.storage;
const fill = () => vi.spyOn(local, 'set').mockRejectedValue(new Error('QuotaExceededError'));
const onDisk = async () => Object.keys(await local.get('drafts'));

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

test('a draft that a full disk refused is written by the alarm, once there is room', async () => {
  writeUnwritten();
  const full = fill();
  await drafts.set(SHELF);
  await vi.waitFor(async () => expect(await fakeBrowser.alarms.get(UNWRITTEN)).toBeDefined());
  full.mockRestore();
  await fakeBrowser.alarms.onAlarm.trigger({ name: UNWRITTEN, scheduledTime: 0 });
  await vi.waitFor(async () => expect(await onDisk()).toEqual(['drafts']));
  expect(await drafts.get()).toEqual(SHELF);
});

test('the next life of the background tries at once, and again while there is no room', async () => {
  const full = fill();
  await drafts.set(SHELF);
  writeUnwritten();
  await vi.waitFor(async () => expect(await fakeBrowser.alarms.get(UNWRITTEN)).toBeDefined());
  full.mockRestore();
  writeUnwritten();
  await vi.waitFor(async () => expect(await onDisk()).toEqual(['drafts']));
});

test('with room nothing wakes the background', async () => {
  writeUnwritten();
  await drafts.set(SHELF);
  await new Promise((done) => setTimeout(done, 10));
  expect(await fakeBrowser.alarms.getAll()).toEqual([]);
});
