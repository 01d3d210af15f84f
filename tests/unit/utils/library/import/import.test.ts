import { zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import forked from '@/tests/fixtures/conversations/forked.json';
import line from '@/tests/fixtures/conversations/line.json';
import { exportFile, exportZip } from '@/tests/official-exports';
import { captureConversation } from '@/utils/library/capture';
import type { LibraryStore } from '@/utils/library/store';
import { zipOf } from '../zip-of';
import { encode, fileOf, inShort, type Library, openImporting } from './importing';

let library: Library;
let store: LibraryStore;
beforeEach(async () => {
  library = await openImporting();
  ({ store } = library);
});

async function captured(payload: { uuid: string }, now = 1): Promise<void> {
  const fetch = async () => new Response(JSON.stringify(payload));
  await captureConversation(
    { fetch, store, now: () => now },
    { organizationId: 'org', conversationId: payload.uuid },
  );
}

const taken = async (...files: Parameters<Library['take']>) => inShort(await library.take(...files));

describe('official exports', () => {
  test.each(['2025', '2026', '2026-split/conversations-000'] as const)(
    '%s, once and again',
    async (layout) => {
      const zip = exportZip(layout);
      const first = await library.take(zip);
      expect(first.problems).toEqual([]);
      expect(first.added).toBeGreaterThan(0);
      expect(first.conversations).toBe(first.added);
      expect((await store.list()).length).toBe(first.added);
      const again = await library.take(zip);
      expect(again).toMatchObject({ added: 0, merged: 0, known: first.conversations, problems: [] });
      expect((await store.storageUse()).versions).toBe(first.added);
    },
  );

  test.each(['2025', '2026'])('%s as the plain JSON out of it', async (layout) => {
    const zip = await library.take(exportZip(layout as '2025'));
    expect(await taken(exportFile(`${layout}/conversations.json`))).toEqual({
      conversations: zip.conversations,
      known: zip.conversations,
    });
  });

  test('2026 with what 2026 in several ZIPs repeats: one chat more, nothing twice', async () => {
    const { conversations } = await library.take(exportZip('2026'));
    expect(await taken(exportZip('2026-split/conversations-000'))).toEqual({
      conversations: 2,
      added: 1,
      known: 1,
    });
    expect((await store.list()).length).toBe(conversations + 1);
  });

  test('each chat is kept as it stands in the list', async () => {
    await library.take(exportZip('2026'));
    const text = new TextDecoder().decode(exportFile('2026/conversations.json'));
    for (const { hash } of await store.list())
      expect(text).toContain(new TextDecoder().decode(await store.readRaw(hash)));
  });

  test.each(['2025', '2026', '2026-split/projects-000'] as const)('projects of %s', async (layout) => {
    const { projects, problems } = await library.take(exportZip(layout));
    expect(problems).toEqual([]);
    expect(projects).toBeGreaterThan(0);
    const [project] = await library.shelves.projects();
    const payload = JSON.parse(
      new TextDecoder().decode(await library.shelves.readObject(project?.hash ?? '')),
    );
    expect(payload.project).toMatchObject({ uuid: project?.id, name: project?.name });
    expect(payload.docs[0].content.length).toBeGreaterThan(5);
  });

  test('the parts without chats say that there are none', async () => {
    for (const part of ['design_chats', 'light_metadata', 'memories'] as const)
      expect(await taken(exportZip(`2026-split/${part}-000`))).toEqual({ problems: ['no-chats'] });
    for (const path of [
      '2026-split/manifest-5e0d7a41-2026-09-20.json',
      '2025/users.json',
      '2026/memories.json',
    ])
      expect(await taken(exportFile(path))).toEqual({ problems: ['no-chats'] });
  });

  test('several files at once', async () => {
    const { conversations, projects } = await library.take(
      exportZip('2026-split/conversations-000'),
      exportZip('2026-split/projects-000'),
      exportZip('2025'),
    );
    expect((await store.list()).length).toBe(conversations);
    expect((await library.shelves.projects()).length).toBe(projects);
  });
});

describe("Lifeline's own ZIP", () => {
  const ours = async (): Promise<Uint8Array<ArrayBuffer>> => {
    await captured(everyBlock);
    await captured(forked);
    return (await zipOf(store, [everyBlock.uuid, forked.uuid], { extensionVersion: '0.1.0', now: 1 })).bytes;
  };

  test('comes back into an empty library to the byte', async () => {
    const bytes = await ours();
    const other = await openImporting();
    expect(inShort(await other.take(bytes))).toEqual({ conversations: 2, added: 2 });
    const [before, after] = [await store.latest(everyBlock.uuid), await other.store.latest(everyBlock.uuid)];
    expect(after).toMatchObject({ hash: before?.hash, messageCount: 9, source: 'import', capturedAt: 1 });
  });

  test('without its last file it was never finished', async () => {
    const zip = zipSync({ 'conversations/a/conversation.json': encode(forked) });
    expect(await taken(zip)).toEqual({ conversations: 1, added: 1, problems: ['no-manifest'] });
  });

  test('a file that was changed in it is told, and counts as partial', async () => {
    const row = {
      path: 'conversations/a/conversation.json',
      sha256: 'ff',
      size: 1,
      conversationId: forked.uuid,
      source: 'api',
      whole: true,
      messageCount: 8,
      capturedAt: '2026-11-01T00:00:00.000Z',
    };
    const counts = { conversations: 1, messages: 8, files: 2, problems: 0 };
    const zip = zipSync({
      [row.path]: encode(forked),
      'manifest.json': encode({
        schemaVersion: 1,
        extensionVersion: '0.1.0',
        madeAt: row.capturedAt,
        counts,
        files: [row, { ...row, path: 'conversations/b/conversation.json' }],
        problems: [],
      }),
    });
    expect(await taken(zip)).toEqual({
      conversations: 1,
      added: 1,
      problems: [`${row.path} changed`, 'conversations/b/conversation.json missing'],
    });
    expect(await store.latest(forked.uuid)).toMatchObject({
      whole: false,
      capturedAt: Date.parse(row.capturedAt),
    });
  });
});

describe('what the library has', () => {
  test('the very bytes stay the copy that they are', async () => {
    await captured(forked);
    expect(await taken(encode(forked))).toEqual({ conversations: 1, known: 1 });
    expect(await store.versionsOf(forked.uuid)).toMatchObject([{ source: 'api' }]);
  });

  test('the same chat in other words of its layout is nothing new', async () => {
    await captured(everyBlock);
    const { model, current_leaf_message_uuid: _, ...chat } = everyBlock;
    const messages = chat.chat_messages.map(({ index, truncated, sync_sources, ...one }) => ({
      ...one,
      text: one.content.map((block) => ('text' in block ? block.text : '')).join('\n'),
    }));
    expect(await taken(encode([{ ...chat, chat_messages: messages }]))).toEqual({
      conversations: 1,
      known: 1,
    });
    expect(model).toBeDefined();
  });

  test('one more word is a version of its own, and never shown in place of what was captured', async () => {
    await captured(forked);
    const [first, ...others] = forked.chat_messages;
    const changed = { ...first, content: [{ type: 'text', text: 'something that we never had' }] };
    const answer = await taken(encode({ ...forked, chat_messages: [changed, ...others] }));
    expect(answer).toEqual({ conversations: 1, merged: 1 });
    expect(await store.versionsOf(forked.uuid)).toHaveLength(2);
    expect(await store.latest(forked.uuid)).toMatchObject({ source: 'api' });
  });

  test('an older copy does not replace a larger one, a larger one is shown', async () => {
    await captured({ ...forked, chat_messages: forked.chat_messages.slice(0, 4) } as typeof forked);
    expect(await taken(encode({ ...forked, chat_messages: forked.chat_messages.slice(0, 2) }))).toEqual({
      conversations: 1,
      known: 1,
    });
    expect(await taken(encode(forked))).toEqual({ conversations: 1, merged: 1 });
    expect(await store.latest(forked.uuid)).toMatchObject({ messageCount: 8, source: 'import' });
  });

  test('a later name is something new, and kept', async () => {
    await captured(forked);
    const renamed = { ...forked, name: 'Its new name', updated_at: '2026-12-24T00:00:00Z' };
    expect(await taken(encode(renamed))).toEqual({ conversations: 1, merged: 1 });
    expect((await store.versionsOf(forked.uuid)).map((one) => one.title)).toEqual([
      forked.name,
      'Its new name',
    ]);
  });

  test('another name of before does not pass for newer than what was captured', async () => {
    const capturedAt = Date.parse(forked.updated_at) + 1;
    await captured(forked, capturedAt);
    expect(await taken(encode({ ...forked, name: 'Its old name' }))).toEqual({ conversations: 1, known: 1 });
    expect(await store.newest(forked.uuid)).toMatchObject({ title: forked.name });
  });
});

describe('one clear line for', () => {
  const MANY = Array.from({ length: 5 }, (_, at) => ({ ...line, uuid: `chat-${at}` }));
  const half = zipSync({ 'conversations.json': encode([forked]) }).slice(0, 60);

  test.each<[string, Uint8Array, Record<string, unknown>]>([
    ['nothing', new Uint8Array(), { problems: ['not-json'] }],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), { problems: ['not-json'] }],
    ['a page', encode('<!doctype html><p>503</p>'), { problems: ['not-json'] }],
    ['half a ZIP', half, { problems: ['cut-short'] }],
    ['a ZIP of something else', zipSync({ 'a.json': encode(forked) }), { problems: ['not-a-backup'] }],
    ['another JSON', encode({ name: 'x' }), { problems: ['unknown-shape'] }],
    ['an empty list', encode([]), { problems: ['not-a-backup'] }],
    ['an id that is none', encode({ ...line, uuid: '../../etc' }), { problems: ['unknown-shape'] }],
    [
      'a list that breaks off',
      encode(MANY).slice(0, -80),
      { conversations: 4, added: 4, problems: ['cut-short'] },
    ],
    [
      'what is no chat among chats',
      encode([MANY[0], 7, null, { odd: true }, MANY[1]]),
      { conversations: 2, added: 2, problems: ['#2 unknown-shape', '#3 unknown-shape', '#4 unknown-shape'] },
    ],
    [
      'broken JSON among chats',
      encode(`[${JSON.stringify(MANY[0])},{"uuid":oops},${JSON.stringify(MANY[1])}]`),
      { conversations: 2, added: 2, problems: ['#2 not-json'] },
    ],
    [
      'brackets without an end',
      encode(`[${JSON.stringify(MANY[0])},${'['.repeat(5000)}${']'.repeat(5000)}]`),
      { conversations: 1, added: 1, problems: ['#2 too-deep'] },
    ],
  ])('%s', async (_what, bytes, expected) => {
    expect(await taken(bytes)).toEqual(expected);
  });

  test.each([
    ['a parent that is missing', { parent_message_uuid: 'nobody' }],
    ['a circle', { parent_message_uuid: 'm2' }],
    ['its own parent', { parent_message_uuid: 'm1' }],
  ])('%s: kept, as partial', async (_what, more) => {
    const messages = [
      { uuid: 'm1', sender: 'human', content: [], ...more },
      { uuid: 'm2', sender: 'assistant', content: [], parent_message_uuid: 'm1' },
    ];
    const chat = { uuid: 'c1', name: 'Odd', chat_messages: messages };
    const { problems, added } = await library.take(fileOf(encode(chat), 'odd.json'));
    expect({ problems, added }).toEqual({
      problems: [{ file: 'odd.json', where: '', title: 'Odd', what: 'not-whole' }],
      added: 1,
    });
    expect(await store.latest('c1')).toMatchObject({ whole: false });
  });

  test('a thousand of them: the first are named, the others counted', async () => {
    const { problems, moreProblems } = await library.take(encode(Array.from({ length: 1000 }, () => 1)));
    expect([problems.length, moreProblems]).toEqual([200, 800]);
  });
});

test('keys that are names of the language change nothing', async () => {
  const text = JSON.stringify(line).replace(
    '{',
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{}},',
  );
  expect(await taken(encode(text))).toEqual({ conversations: 1, added: 1 });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  const { hash } = (await store.latest(line.uuid)) ?? { hash: '' };
  expect(new TextDecoder().decode(await store.readRaw(hash))).toBe(text);
});

test('a full disk ends it, and keeps what came before', async () => {
  const chats = Array.from({ length: 5 }, (_, at) => ({ ...line, uuid: `chat-${at}` }));
  const put = IDBObjectStore.prototype.put;
  let writes = 0;
  IDBObjectStore.prototype.put = function (...args) {
    if (this.name === 'objects') writes += 1;
    if (writes > 3) throw new DOMException('no room', 'QuotaExceededError');
    return put.apply(this, args);
  };
  const answer = await library.take(encode(chats));
  IDBObjectStore.prototype.put = put;
  expect(inShort(answer)).toEqual({ conversations: 4, added: 3, full: true });
  expect(await store.list()).toHaveLength(3);
});

test('says how far it is', async () => {
  const zip = exportZip('2026');
  await library.take(zip, exportFile('2025/conversations.json'));
  const total = zip.byteLength + exportFile('2025/conversations.json').byteLength;
  expect(library.heard.every((one, at) => one.done >= (library.heard[at - 1]?.done ?? 0))).toBe(true);
  expect(library.heard.at(-1)).toMatchObject({ total });
  expect(library.heard.at(-1)?.done).toBeGreaterThan(total * 0.8);
});
