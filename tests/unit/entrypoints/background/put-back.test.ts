import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { puttingBack } from '@/entrypoints/background/put-back';
import { tabMemory } from '@/entrypoints/background/records';
import { giveBack } from '@/entrypoints/background/tab-steps';
import { claudeTabIds } from '@/utils/browser/tabs';
import { keep } from '@/utils/drafts/shelf';
import { drafts } from '@/utils/storage/items';
import { draft } from './given';

vi.mock('@/utils/browser/tabs', () => ({ claudeTabIds: vi.fn() }));
vi.mock('@/entrypoints/background/tab-steps', () => ({ giveBack: vi.fn(async () => undefined) }));

const NOW = 1_000_000;

beforeEach(() => {
  fakeBrowser.reset();
  vi.mocked(claudeTabIds).mockResolvedValue([]);
});

test('a page hears of what other tabs have for a new chat, and not of what private windows have', async () => {
  const places = [1, 2, 3, 4].map((tabId) => ({ tabId, conversationId: null, isPrivate: tabId > 2 }));
  for (const place of places)
    await drafts.update((shelf) =>
      keep(shelf, place, { ...draft('typing', `of ${place.tabId}`), updatedAt: NOW }),
    );
  const putBack = puttingBack(tabMemory(), () => NOW);
  for (const place of places) await putBack(place);
  expect(
    vi.mocked(giveBack).mock.calls.map(([tabId, given]) => [tabId, given.text, given.elsewhere]),
  ).toEqual([
    [1, 'of 1', ['of 2']],
    [2, 'of 2', ['of 1']],
    [3, 'of 3', ['of 4']],
    [4, 'of 4', ['of 3']],
  ]);
});
