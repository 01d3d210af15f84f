import { zipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import forked from '@/tests/fixtures/conversations/forked.json';
import line from '@/tests/fixtures/conversations/line.json';
import { captureConversation } from '@/utils/library/capture';
import { importFile } from '@/utils/library/import';
import { createStore, type LibraryStore } from '@/utils/library/store';
import { freshLibrary } from './fresh-library';
import { zipOf } from './zip-of';

const encode = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));

let store: LibraryStore;
beforeEach(async () => {
  store = createStore(await freshLibrary());
});

async function captured(payload: { uuid: string }): Promise<void> {
  const fetch = async () => new Response(JSON.stringify(payload));
  await captureConversation(
    { fetch, store, now: () => 1 },
    { organizationId: 'org', conversationId: payload.uuid },
  );
}

test('a backup comes back into an empty library to the byte', async () => {
  await captured(everyBlock);
  await captured(forked);
  const { bytes } = await zipOf(store, [everyBlock.uuid, forked.uuid], { extensionVersion: '0.1.0', now: 1 });
  const other = createStore(await freshLibrary());
  expect(await importFile(other, bytes, Date.now())).toEqual({
    ok: true,
    value: { conversations: 2, unreadable: 0 },
  });
  const [before, after] = [await store.latest(everyBlock.uuid), await other.latest(everyBlock.uuid)];
  expect(after).toMatchObject({
    hash: before?.hash,
    messageCount: 9,
    source: 'import',
    capturedAt: Date.parse(everyBlock.updated_at),
  });
});

test("claude.ai's own export is taken apart", async () => {
  const zip = zipSync({
    'conversations.json': encode([line, forked, { nonsense: true }]),
    'users.json': encode([]),
  });
  expect(await importFile(store, zip as Uint8Array<ArrayBuffer>, 1)).toEqual({
    ok: true,
    value: { conversations: 2, unreadable: 1 },
  });
});

test('one conversation as a file', async () => {
  expect(await importFile(store, encode(forked), 1)).toMatchObject({ ok: true, value: { conversations: 1 } });
});

test('bytes that are here already stay the copy that they are', async () => {
  await captured(forked);
  expect(await importFile(store, encode(forked), 99)).toMatchObject({
    ok: true,
    value: { conversations: 1 },
  });
  expect(await store.versionsOf(forked.uuid)).toMatchObject([{ source: 'api' }]);
});

test('another copy of the same length does not pass for newer than what was captured', async () => {
  const capturedAt = Date.parse(forked.updated_at) + 1;
  const fetch = async () => new Response(JSON.stringify(forked));
  await captureConversation(
    { fetch, store, now: () => capturedAt },
    { organizationId: 'org', conversationId: forked.uuid },
  );
  await importFile(store, encode({ ...forked, name: 'Its old name' }), capturedAt + 99);
  expect(await store.latest(forked.uuid)).toMatchObject({ title: forked.name });
  expect(await store.newest(forked.uuid)).toMatchObject({ title: forked.name });
});

test('an older copy does not replace a larger one', async () => {
  await captured(forked);
  await importFile(store, encode({ ...forked, chat_messages: forked.chat_messages.slice(0, 2) }), 99);
  expect(await store.latest(forked.uuid)).toMatchObject({ messageCount: 8, source: 'api' });
});

test.each([
  ['nothing', new Uint8Array()],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47])],
  ['half a ZIP', zipSync({ 'conversations.json': encode([forked]) }).slice(0, 60)],
  ['a ZIP of something else', zipSync({ 'a.json': encode(forked) })],
])('%s is no backup', async (_name, bytes) => {
  expect(await importFile(store, bytes as Uint8Array<ArrayBuffer>, 1)).toEqual({
    ok: false,
    error: 'not-a-backup',
  });
  expect(await store.list()).toEqual([]);
});
