// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { BY_VERDICT } from '@/components/popup/situations';
import type { PromptProps } from '@/components/prompt/PromptView';
import { promptHost } from '@/entrypoints/tab-observer/prompt-host';

const drawn = vi.hoisted(() => ({ props: undefined as unknown }));
vi.mock('@/utils/browser/i18n', async () => import('../../words'));
vi.mock('@/components/prompt/PromptView', () => ({
  PromptView: (props: unknown) => {
    drawn.props = props;
    return null;
  },
}));

const sendMessage = vi.fn();
const host = promptHost();
const press = () => drawn.props as PromptProps;

beforeEach(() => {
  fakeBrowser.reset();
  sendMessage.mockReset();
  // The browser ended the background over the first message; the next one is there at once.
  sendMessage.mockRejectedValueOnce(new Error('The message channel closed before a response was received.'));
  sendMessage.mockResolvedValue({ ok: true, value: {} });
  fakeBrowser.runtime.sendMessage = sendMessage;
  fakeBrowser.i18n.getUILanguage = () => 'en';
  host.show({ ...BY_VERDICT.degraded, dismissed: false });
});
afterEach(host.remove);

const told = () => sendMessage.mock.calls.map(([message]) => message);

test('a background that dies over the click is asked once more to begin the fix', async () => {
  press().onFix('wait-and-retry');
  const asked = { name: 'start-fix', input: { tabId: null, fix: 'wait-and-retry' } };
  await vi.waitFor(() => expect(told()).toEqual([asked, asked]));
});

test('and to stop it', async () => {
  press().onCancel();
  const asked = { name: 'cancel-fix', input: { tabId: null } };
  await vi.waitFor(() => expect(told()).toEqual([asked, asked]));
});
