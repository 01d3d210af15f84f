import { expect, test, vi } from 'vitest';
import { watchFetch } from '@/utils/claude/watch-fetch';
import { CHAT, LIST, POST, SEND, SSE } from './watched';

const TREE = `${SEND.replace('/completion', '')}?tree=True&rendering_mode=messages&render_all_tools=true`;
const READ = '/claudeai-rpc/anthropic.bard.api.v1alpha.ConversationService/ReadConversation';
const BODY = `{"uuid":"${CHAT}","name":"Übermut 👩‍🚀","chat_messages":[]}`;

function watched(body: () => BodyInit, url = `https://claude.ai${TREE}`, status = 200) {
  const take = vi.fn();
  const page = {
    fetch: (async () => {
      const response = new Response(body(), { status, headers: { 'content-type': 'application/json' } });
      return Object.defineProperty(response, 'url', { value: url });
    }) as typeof fetch,
    location: { href: 'https://claude.ai/new' },
  };
  watchFetch(page, { report: () => undefined, take, now: Date.now });
  return { page, take };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

test('a conversation that the page loads is taken as it passes, and the page has all of it', async () => {
  const { page, take } = watched(() => BODY);
  const response = await page.fetch(TREE);
  expect(await response.text()).toBe(BODY);
  await vi.waitFor(() => expect(take).toHaveBeenCalledTimes(1));
  expect(take).toHaveBeenCalledWith(`https://claude.ai${TREE}\n${BODY}`);
});

test.each([
  ['a list', LIST, undefined],
  ['a read of the newer protocol', READ, POST],
  ['a message', SEND, POST],
])('%s is not taken', async (_, url, init) => {
  const { page, take } = watched(() => BODY);
  await (await page.fetch(url, init)).text();
  await settled();
  expect(take).not.toHaveBeenCalled();
});

test('a failure is not taken', async () => {
  const { page, take } = watched(() => '{"type":"error"}', `https://claude.ai${TREE}`, 503);
  await (await page.fetch(TREE)).text();
  await settled();
  expect(take).not.toHaveBeenCalled();
});

test('a conversation so large that handing it on would be felt is left to be asked for', async () => {
  const { page, take } = watched(() => BODY.padEnd(4_000_001));
  await (await page.fetch(TREE)).text();
  await settled();
  expect(take).not.toHaveBeenCalled();
});

test('a body that breaks off is the page’s own trouble', async () => {
  const broken = () =>
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(BODY.slice(0, 20)));
        controller.error(new TypeError('network'));
      },
    });
  const { page, take } = watched(broken);
  const response = await page.fetch(TREE);
  await expect(response.text()).rejects.toThrow();
  await settled();
  expect(take).not.toHaveBeenCalled();
});

test('a listener that throws leaves the page its answer', async () => {
  const { page, take } = watched(() => BODY);
  take.mockImplementation(() => {
    throw new Error('no');
  });
  expect(await (await page.fetch(TREE)).text()).toBe(BODY);
  await vi.waitFor(() => expect(take).toHaveBeenCalled());
});

test('a stream that answers a send is not cloned for it', async () => {
  const clone = vi.spyOn(Response.prototype, 'clone');
  const page = {
    fetch: (async () => new Response('', SSE)) as typeof fetch,
    location: { href: 'https://claude.ai/' },
  };
  watchFetch(page, { report: () => undefined, take: vi.fn(), now: Date.now });
  await page.fetch(SEND, POST);
  await settled();
  expect(clone).not.toHaveBeenCalled();
  clone.mockRestore();
});
