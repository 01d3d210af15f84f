import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { fixing } from '@/entrypoints/background/fixing';
import type { FixId } from '@/utils/fixes/types';
import type { Caller } from '@/utils/messaging/receive';
import { CASE } from './executor-world';
import { TAB } from './given';

vi.mock('@/utils/browser/messages', () => ({ send: vi.fn(), sendToTab: vi.fn() }));
vi.mock('@/entrypoints/background/tab-steps', () => ({ describeTab: vi.fn(async () => null) }));

const tab: Caller = { kind: 'tab', tabId: TAB, isPrivate: false };
const page: Caller = { kind: 'page', tabId: null, isPrivate: false };

/** Which fixes were begun at these words. */
async function begun(fixes: readonly FixId[], caller: Caller, isOurs = true): Promise<unknown[]> {
  const start = vi.fn(async () => undefined);
  const parts = {
    hub: { refresh: async () => ({ context: CASE }) },
    executor: { start },
    backup: {},
    meant: async () => TAB,
    isOurs: async () => isOurs,
  };
  const handlers = fixing(parts as unknown as Parameters<typeof fixing>[0]);
  for (const fix of fixes) await handlers['start-fix']?.({ tabId: TAB, fix }, caller);
  return start.mock.calls.map((call) => (call as unknown[])[1]);
}

beforeEach(() => fakeBrowser.reset());

const REMOVING = ['clear-site-data', 'clear-site-cache'] as const;

test('what removes something is begun in a page of the extension only', async () => {
  expect(await begun([...REMOVING, 'reload-tab'], tab)).toEqual(['reload-tab']);
  expect(await begun(REMOVING, page)).toEqual(REMOVING);
});

test('a stored chat goes on in a tab of its own', async () => {
  const start = vi.fn(async () => undefined);
  const create = vi.spyOn(fakeBrowser.tabs, 'create').mockResolvedValue({ id: 12 } as never);
  const handlers = fixing({ executor: { start } } as unknown as Parameters<typeof fixing>[0]);
  await handlers['carry-over-chat']?.({ conversationId: 'c' }, page);
  expect(create).toHaveBeenCalledWith({ url: 'https://claude.ai/new' });
  expect(start.mock.calls).toEqual([
    [
      12,
      'new-chat',
      [
        expect.objectContaining({ verb: 'await-page' }),
        expect.objectContaining({ verb: 'carry-over', conversationId: 'c', as: 'file' }),
      ],
    ],
  ]);
});

test('nothing is begun in a tab that shows another site by now', async () => {
  expect(await begun([...REMOVING, 'reload-tab', 'new-chat'], page, false)).toEqual([]);
});
