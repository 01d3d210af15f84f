import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { chatBackup } from '@/entrypoints/background/chat-backup';
import { tabMemory } from '@/entrypoints/background/records';
import { isPrivateTab } from '@/utils/browser/tabs';
import { captureConversation } from '@/utils/library/capture';
import { a } from '../../utils/signals/given';
import { TAB } from './given';

vi.mock('@/utils/browser/tabs', () => ({ isPrivateTab: vi.fn() }));
vi.mock('@/utils/library/capture', () => ({ captureConversation: vi.fn() }));

beforeEach(() => {
  fakeBrowser.reset();
  vi.mocked(captureConversation).mockResolvedValue({ ok: false, error: 'http' });
});

test.each([
  ['a window', async () => false, 1],
  ['a private window', async () => true, 0],
  ['a tab that can’t be asked', () => Promise.reject(new Error('No tab with id')), 0],
])('the chat of %s, before a step that leaves its page', async (_, isPrivate, times) => {
  vi.mocked(isPrivateTab).mockImplementation(isPrivate);
  const records = tabMemory();
  await records.add(TAB, [a('page-loaded', 0), a('page-context', 1)]);
  await chatBackup(records, vi.fn(), () => undefined).saveFirst(TAB);
  expect(captureConversation).toHaveBeenCalledTimes(times);
});
