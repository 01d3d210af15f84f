import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keeping } from '@/entrypoints/background/keeping';
import type { Caller } from '@/utils/messaging/receive';
import { drafts } from '@/utils/storage/items';
import { CHAT } from '../../utils/signals/given';
import { TAB } from './given';

const NOW = 1_790_000_000_000;
const YEAR_AHEAD = NOW + 365 * 86_400_000;
const asked = vi.hoisted(() => vi.fn(() => undefined as unknown));
vi.mock('@/utils/browser/tabs', () => ({
  claudeTabIds: async () => {
    asked();
    return [TAB];
  },
}));

const tab: Caller = { kind: 'tab', tabId: TAB, isPrivate: false };

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});
afterEach(() => vi.useRealTimers());

test('a clock that is set right while a draft is being kept takes no other one with it', async () => {
  const hub = { refresh: async () => undefined };
  const records = { get: async () => ({ signals: [] }), change: async () => undefined };
  const { 'save-draft': save } = keeping({ hub, records } as unknown as Parameters<typeof keeping>[0]);
  const type = (conversationId: string, text: string) =>
    save?.({ conversationId, text, attachments: [], state: 'typing', at: Date.now(), page: undefined }, tab);
  await type('left', 'Left here');
  vi.setSystemTime(YEAR_AHEAD);
  await type(CHAT, 'By a wrong clock');
  asked.mockImplementationOnce(() => vi.setSystemTime(NOW + 60_000));
  await type(CHAT, 'By a wrong clock that is set');
  const texts = Object.values(await drafts.get()).map(({ text }) => text);
  expect(texts.toSorted()).toEqual(['By a wrong clock that is set', 'Left here']);
});
