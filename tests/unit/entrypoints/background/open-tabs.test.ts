import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { forgetClosedTabs, takeOpenTabs } from '@/entrypoints/background/open-tabs';
import { runStartScripts } from '@/utils/browser/scripts';
import { claudeTabIds, isOpenTab } from '@/utils/browser/tabs';

vi.mock('@/utils/browser/scripts', () => ({ runStartScripts: vi.fn() }));
vi.mock('@/utils/browser/tabs', () => ({ claudeTabIds: vi.fn(), isOpenTab: vi.fn() }));

beforeEach(() => {
  fakeBrowser.reset();
  vi.mocked(claudeTabIds).mockResolvedValue([3, 4]);
});
const taken = () => vi.mocked(runStartScripts).mock.calls.map(([tabId]) => tabId);

test('each open tab of claude.ai, once, however often the background wakes', async () => {
  await takeOpenTabs();
  await takeOpenTabs();
  expect(taken()).toEqual([3, 4]);
});

test('again after an update, which empties the session area', async () => {
  await takeOpenTabs();
  await fakeBrowser.storage.session.clear();
  await takeOpenTabs();
  expect(taken()).toEqual([3, 4, 3, 4]);
});

test('a tab that was closed while the background died is forgotten by the next one; one that is open is not', async () => {
  vi.mocked(isOpenTab).mockImplementation(async (tabId) => tabId !== 5);
  const forget = vi.fn(async () => undefined);
  await forgetClosedTabs({ forget }, { tabIds: async () => [3, 5, 9] });
  expect(forget.mock.calls).toEqual([[5, true]]);
});
