import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rescuing } from '@/entrypoints/background/rescuing';
import forked from '@/tests/fixtures/conversations/forked.json';
import { sendToTab } from '@/utils/browser/messages';
import { runRescue } from '@/utils/browser/scripts';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { freshLibrary } from '../../utils/library/fresh-library';
import { TAB } from './given';

vi.mock('@/utils/browser/messages', () => ({ sendToTab: vi.fn() }));
vi.mock('@/utils/browser/scripts', () => ({ runRescue: vi.fn() }));

const target = { organizationId: 'org', conversationId: forked.uuid };
const found = { copies: [JSON.stringify(forked)], shown: null };
const noHalf = { of: async () => null };

let store: LibraryStore;
beforeEach(async () => {
  store = createStore(await freshLibrary());
  vi.mocked(sendToTab).mockResolvedValue({ ok: true, value: found } as never);
});
afterEach(() => vi.useRealTimers());

test('what the page answers is kept', async () => {
  await rescuing(noHalf)(store, TAB, target);
  expect(runRescue).toHaveBeenCalledWith(TAB);
  expect(vi.mocked(sendToTab).mock.calls).toEqual([[TAB, 'rescue-chat', target]]);
  expect(await store.latest(forked.uuid)).toMatchObject({ source: 'page-cache', messageCount: 8 });
});

test.each([
  ['a tab that is gone', { ok: false, error: 'gone' }],
  ['what doesn’t fit its schema', { ok: true, value: { copies: [7], shown: null } }],
  ['more copies than there can be', { ok: true, value: { ...found, copies: Array(21).fill('{}') } }],
  ['nothing', { ok: true, value: undefined }],
])('%s leaves the half of an answer that is kept', async (_, answer) => {
  vi.mocked(sendToTab).mockResolvedValue(answer as never);
  await rescuing({ of: async () => ({ text: 'The Brown B', at: 9 }) })(store, TAB, target);
  expect(await store.latest(forked.uuid)).toMatchObject({ source: 'stream', messageCount: 1, whole: false });
});

test('a page whose thread is blocked is not waited for', async () => {
  vi.mocked(sendToTab).mockReturnValue(new Promise(() => undefined));
  const since = Date.now();
  await rescuing(noHalf)(store, TAB, target);
  expect(Date.now() - since).toBeLessThan(3_500);
  expect(await store.list()).toEqual([]);
});
