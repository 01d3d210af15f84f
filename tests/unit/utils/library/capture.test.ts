import { beforeEach, expect, test } from 'vitest';
import forked from '@/tests/fixtures/conversations/forked.json';
import type { Fetch } from '@/utils/claude/client-answer';
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

test("the browser's own copy is taken when the server fails", async () => {
  const asked: (RequestInit | undefined)[] = [];
  const pageFetch: Fetch = async (_url, init) => {
    asked.push(init);
    return new Response(raw);
  };
  const captured = await captureConversation({ fetch: down, pageFetch, store, now: () => 9 }, target);
  expect(captured).toMatchObject({
    ok: true,
    value: { fresh: false, problem: 'http', snapshot: { source: 'page-cache' } },
  });
  expect(asked).toMatchObject([{ cache: 'only-if-cached', mode: 'same-origin' }]);
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
