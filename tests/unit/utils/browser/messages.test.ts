import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { send, sendSurely } from '@/utils/browser/messages';

const sendMessage = vi.fn();
beforeEach(() => {
  fakeBrowser.reset();
  sendMessage.mockReset();
  fakeBrowser.runtime.sendMessage = sendMessage;
});

const DONE = { ok: true, value: {} };

test('a background that died over a message is told it once more', async () => {
  sendMessage.mockRejectedValueOnce(new Error('The message channel closed before a response was received.'));
  sendMessage.mockResolvedValueOnce(DONE);
  expect(await sendSurely('beat', { more: false })).toEqual(DONE);
  expect(sendMessage.mock.calls).toEqual([
    [{ name: 'beat', input: { more: false } }],
    [{ name: 'beat', input: { more: false } }],
  ]);
});

test('Firefox gives no answer at all then', async () => {
  sendMessage.mockResolvedValueOnce(undefined);
  sendMessage.mockResolvedValueOnce(DONE);
  expect(await sendSurely('beat', { more: false })).toEqual(DONE);
});

test('nobody is there any more: twice and no more', async () => {
  sendMessage.mockRejectedValue(new Error('Extension context invalidated.'));
  expect(await sendSurely('beat', { more: false })).toEqual({ ok: false, error: 'gone' });
  expect(sendMessage).toHaveBeenCalledTimes(2);
});

test('what has an answer is not told again, whatever the answer is', async () => {
  sendMessage.mockResolvedValue({ ok: false, error: 'refused' });
  expect(await sendSurely('beat', { more: false })).toEqual({ ok: false, error: 'refused' });
  expect(sendMessage).toHaveBeenCalledTimes(1);
});

test('what the user may press again is told once', async () => {
  sendMessage.mockRejectedValue(new Error('gone'));
  await send('dismiss-prompt', {});
  expect(sendMessage).toHaveBeenCalledTimes(1);
});
