// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { backUpChat, busy } from '@/entrypoints/popup/backups';
import { cancelFix, startFix } from '@/entrypoints/popup/fixing';
import { view } from '@/entrypoints/popup/tab-in-view';
import { CHAT } from '../../utils/signals/given';
import { assessed } from '../background/given';

const sendMessage = vi.fn();
const DIED = new Error('The message channel closed before a response was received.');
const TAB = 7;

/** The background ends over the first messages of this name, and answers the next. */
function dies(name: string, times: number, answer: unknown = { ok: true, value: {} }): void {
  let left = times;
  sendMessage.mockImplementation(async (message: { name: string }) => {
    if (message.name !== name) return { ok: false, error: 'failed' };
    if (left-- > 0) throw DIED;
    return answer;
  });
}

const told = (name: string) =>
  sendMessage.mock.calls.map(([message]) => message).filter((message) => message.name === name);

beforeEach(() => {
  fakeBrowser.reset();
  sendMessage.mockReset();
  fakeBrowser.runtime.sendMessage = sendMessage;
  fakeBrowser.permissions.contains = vi.fn().mockResolvedValue(false);
  view.value = { ...assessed([], 0).view, tabId: TAB, conversationId: CHAT };
});

describe('a background that dies over a click is asked once more', () => {
  test('to begin a fix', async () => {
    dies('start-fix', 1);
    await startFix('wait-and-retry');
    const asked = { name: 'start-fix', input: { tabId: TAB, fix: 'wait-and-retry' } };
    await vi.waitFor(() => expect(told('start-fix')).toEqual([asked, asked]));
  });

  test('to stop it', async () => {
    dies('cancel-fix', 1);
    cancelFix();
    const asked = { name: 'cancel-fix', input: { tabId: TAB } };
    await vi.waitFor(() => expect(told('cancel-fix')).toEqual([asked, asked]));
  });

  test('for a copy of the chat', async () => {
    dies('back-up-chat', 1, { ok: true, value: { snapshot: null, fresh: false, problem: 'network' } });
    await backUpChat();
    expect(told('back-up-chat')).toHaveLength(2);
    expect(busy.value.outcome).toMatchObject({ what: 'chat', problem: 'network' });
  });
});

test('who never answers says nothing of Claude, nor of the copies that are there', async () => {
  dies('back-up-chat', 2);
  await backUpChat();
  expect(told('back-up-chat')).toHaveLength(2);
  expect(busy.value.outcome).toEqual({ what: 'chat', problem: 'copy_failed', fresh: false });
});
