import { beforeEach, expect, test, vi } from 'vitest';
import forked from '@/tests/fixtures/conversations/forked.json';
import type { Fetch } from '@/utils/claude/client-answer';
import { type Conversation, snapshotFacts } from '@/utils/claude/conversation';
import { captureConversation } from '@/utils/library/capture';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { freshLibrary } from './fresh-library';

const raw = JSON.stringify(forked);
const good: Fetch = async () => new Response(raw);
const down: Fetch = async () => new Response('Bad gateway', { status: 502 });
const target = { organizationId: 'org', conversationId: forked.uuid };

let store: LibraryStore;
beforeEach(async () => {
  store = createStore(await freshLibrary());
});

test('the payload is kept to the byte, with its facts', async () => {
  const captured = await captureConversation({ fetch: good, store, now: () => 5 }, target);
  expect(captured).toMatchObject({
    ok: true,
    value: {
      fresh: true,
      problem: null,
      snapshot: {
        title: 'Names for a boat',
        messageCount: 8,
        source: 'api',
        capturedAt: 5,
        organizationId: 'org',
      },
    },
  });
  const hash = captured.ok ? captured.value.snapshot.hash : '';
  expect(new TextDecoder().decode(await store.readRaw(hash))).toBe(raw);
});

test('when the server fails the last copy stands in, and says why', async () => {
  await captureConversation({ fetch: good, store, now: () => 5 }, target);
  const captured = await captureConversation({ fetch: down, store, now: () => 9 }, target);
  expect(captured).toMatchObject({
    ok: true,
    value: { fresh: false, problem: 'http', snapshot: { capturedAt: 5 } },
  });
});

test('without any copy the failure is the answer', async () => {
  expect(await captureConversation({ fetch: down, store, now: () => 9 }, target)).toEqual({
    ok: false,
    error: 'http',
  });
  expect(await store.list()).toEqual([]);
});

test('when the server fails, what else there is of the chat is put into the library first', async () => {
  const rescue = async () => {
    const [fork] = forked.chat_messages;
    await store.saveSnapshot('{}', {
      ...snapshotFacts({ ...forked, chat_messages: [fork] } as unknown as Conversation),
      ...{ organizationId: null, source: 'dom', whole: false, sentCount: 0, capturedAt: 8 },
    });
  };
  const captured = await captureConversation({ fetch: down, rescue, store, now: () => 9 }, target);
  expect(captured).toMatchObject({
    ok: true,
    value: { fresh: false, problem: 'http', snapshot: { source: 'dom', whole: false } },
  });
});

test('a rescue that fails leaves the failure of the server', async () => {
  const rescue = () => Promise.reject(new Error('no tab'));
  expect(await captureConversation({ fetch: down, rescue, store, now: () => 9 }, target)).toEqual({
    ok: false,
    error: 'http',
  });
});

test('while the server answers, nothing is rescued', async () => {
  const rescue = vi.fn(async () => undefined);
  await captureConversation({ fetch: good, rescue, store, now: () => 9 }, target);
  expect(rescue).not.toHaveBeenCalled();
});

test('a chat that is to be left out is not kept', async () => {
  const captured = await captureConversation(
    { fetch: good, leavesOut: () => true, store, now: () => 9 },
    target,
  );
  expect(captured).toEqual({ ok: false, error: 'not-found' });
  expect(await store.list()).toEqual([]);
});

test('without an organisation, or with the wrong one, the others are asked', async () => {
  const fetch: Fetch = async (url) => {
    if (url.endsWith('/api/organizations'))
      return new Response(JSON.stringify([{ uuid: 'org' }, { uuid: 'right' }]));
    return url.includes('/right/') ? new Response(raw) : new Response('{}', { status: 404 });
  };
  for (const organizationId of [null, 'org']) {
    const captured = await captureConversation({ fetch, store, now: () => 1 }, { ...target, organizationId });
    expect(captured).toMatchObject({ ok: true, value: { snapshot: { organizationId: 'right' } } });
  }
});

test('a smaller answer is kept, and the larger copy stays the one that is shown', async () => {
  await captureConversation({ fetch: good, store, now: () => 1 }, target);
  const smaller: Fetch = async () =>
    new Response(JSON.stringify({ ...forked, chat_messages: forked.chat_messages.slice(0, 1) }));
  await captureConversation({ fetch: smaller, store, now: () => 2 }, target);
  expect(await store.latest(forked.uuid)).toMatchObject({ messageCount: 8 });
  expect(await store.versionsOf(forked.uuid)).toHaveLength(2);
});
