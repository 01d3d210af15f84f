import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { halfMemory } from '@/entrypoints/background/halves';
import { keeping } from '@/entrypoints/background/keeping';
import type { Caller } from '@/utils/messaging/receive';
import { drafts, halfAnswers } from '@/utils/storage/items';
import { CHAT } from '../../utils/signals/given';
import { TAB } from './given';

vi.mock('@/utils/browser/tabs', () => ({ claudeTabIds: async () => [TAB] }));

const tab: Caller = { kind: 'tab', tabId: TAB, isPrivate: false };
const page: Caller = { kind: 'page', tabId: null, isPrivate: false };

beforeEach(() => fakeBrowser.reset());

test('everything is let go: tabs show it, and only what is kept after that is there', async () => {
  const hub = { refresh: vi.fn(() => Promise.reject(new Error('a tab that is gone'))) };
  const records = { get: async () => ({ signals: [] }), change: vi.fn(), tabIds: async () => [TAB] };
  const [halves, incidents] = [halfMemory(), { clear: vi.fn(async () => undefined) }];
  const parts = { hub, records, halves, incidents } as unknown as Parameters<typeof keeping>[0];
  const handlers = keeping(parts);
  const typed = { conversationId: CHAT, text: 'Hi', attachments: [], state: 'typing' as const, at: 1 };
  await handlers['save-draft']?.({ ...typed, page: undefined }, tab).catch(() => undefined);
  await halves.keep(CHAT, { text: 'half an answer', at: Date.now() });
  expect([await drafts.get(), await halfAnswers.get()].map((kept) => Object.keys(kept).length)).toEqual([
    1, 1,
  ]);
  hub.refresh.mockClear();
  expect(await handlers['let-go']?.({ what: 'all', name: '' }, page)).toEqual({});
  expect(await drafts.get()).toEqual({});
  expect(await halves.of(CHAT)).toBeNull();
  expect(incidents.clear).toHaveBeenCalledOnce();
  expect(hub.refresh.mock.calls.map(([id]: unknown[]) => id)).toEqual([TAB]);
  await halves.keep('another', { text: 'next', at: Date.now() });
  expect(Object.keys(await halfAnswers.get())).toEqual(['another']);
});
