import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { BY_VERDICT } from '@/components/popup/situations';
import { meantTab } from '@/utils/browser/meant-tab';
import { send } from '@/utils/browser/messages';
import type { TabView } from '@/utils/messaging/tab-view';
import { keepView } from '@/utils/storage/kept-view';

vi.mock('@/utils/browser/meant-tab', () => ({ meantTab: vi.fn(async () => 7) }));
vi.mock('@/utils/browser/messages', () => ({ send: vi.fn() }));

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const kept = { ...BY_VERDICT.degraded, tabId: 7 };
const fresh = { ...BY_VERDICT.down, tabId: 7 };
const answer = (value: TabView) => vi.mocked(send).mockResolvedValue({ ok: true, value } as never);

/** A popup of its own; `?tab=` as its address has it. */
async function opened(search = '') {
  vi.resetModules();
  vi.stubGlobal('location', { search });
  return import('@/entrypoints/popup/tab-in-view');
}

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});
afterEach(() => vi.useRealTimers());

it('shows what was known of the tab at once, and then what is known now', async () => {
  await keepView({ view: kept, at: NOW - MINUTE });
  const { view, showKept, refresh } = await opened();
  await showKept();
  expect(view.value).toEqual(kept);
  answer(fresh);
  await refresh(true);
  expect(view.value).toEqual(fresh);
  expect(vi.mocked(send)).toHaveBeenCalledWith('get-view', { tabId: null, opened: true });
});

it('what is kept comes too late when the background was quicker', async () => {
  await keepView({ view: kept, at: NOW - MINUTE });
  const { view, showKept, refresh } = await opened();
  answer(fresh);
  await refresh();
  await showKept();
  expect(view.value).toEqual(fresh);
});

it('an old view is none', async () => {
  await keepView({ view: kept, at: NOW - 15 * MINUTE });
  const { view, showKept } = await opened();
  await showKept();
  expect(view.value).toBeNull();
});

it('keeps to the tab that it is bound to, and shows nothing of another', async () => {
  await keepView({ view: kept, at: NOW });
  const bound = await opened('?tab=8');
  await bound.showKept();
  expect(bound.view.value).toBeNull();
  const own = await opened('?tab=7');
  vi.mocked(meantTab).mockResolvedValueOnce(9);
  await own.showKept();
  expect(own.view.value).toEqual(kept);
});

it('without a tab of claude.ai, what is known without one', async () => {
  await keepView({ view: { ...kept, tabId: null }, at: NOW });
  const { view, showKept } = await opened();
  vi.mocked(meantTab).mockResolvedValueOnce(null);
  await showKept();
  expect(view.value?.tabId).toBeNull();
});

it('goes on looking, which is not the same as being opened', async () => {
  const { view, lookAgain } = await opened();
  answer(fresh);
  await lookAgain();
  expect(view.value).toEqual(fresh);
  expect(send).toHaveBeenCalledExactlyOnceWith('get-view', { tabId: null, still: true });
});

it('hears of the tab that it is bound to, though that showed another site', async () => {
  const { refresh, onViewChanged } = await opened('?tab=8');
  answer({ ...fresh, tabId: null });
  await refresh();
  vi.mocked(send).mockClear();
  onViewChanged({ tabId: 9 });
  expect(send).not.toHaveBeenCalled();
  onViewChanged({ tabId: 8 });
  expect(send).toHaveBeenCalledWith('get-view', { tabId: 8 });
});

it('hears of changes of its own tab only', async () => {
  const { view, refresh, onViewChanged } = await opened();
  answer(fresh);
  await refresh();
  vi.mocked(send).mockClear();
  onViewChanged({ tabId: 8 });
  expect(send).not.toHaveBeenCalled();
  answer(kept);
  onViewChanged({ tabId: 7 });
  await vi.waitFor(() => expect(view.value).toEqual(kept));
});
