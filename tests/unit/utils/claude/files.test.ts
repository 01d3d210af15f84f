import { expect, test } from 'vitest';
import chat from '@/tests/fixtures/claude/files.json';
import sandboxList from '@/tests/fixtures/claude/sandbox-list.json';
import everyBlock from '@/tests/fixtures/conversations/every-block.json';
import forked from '@/tests/fixtures/conversations/forked.json';
import { type Conversation, parseConversation } from '@/utils/claude/conversation';
import { baseName, filesNamedIn, mayHaveSandbox, placesOf, withSandbox } from '@/utils/claude/files';
import { listSandbox } from '@/utils/claude/sandbox';

const conversationOf = (json: unknown): Conversation => {
  const parsed = parseConversation(json);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
};
const named = (json: unknown) => filesNamedIn(conversationOf(json));
/** A chat of one message with these files. */
const chatWith = (files_v2: readonly unknown[], content: readonly unknown[] = []) => ({
  uuid: 'c',
  chat_messages: [{ uuid: 'm', content, files_v2 }],
});

test('every file of every branch, once', () => {
  expect(named(chat).map(({ name, kind, announcedSize }) => [name, kind, announcedSize])).toEqual([
    ['harbour at dusk.jpg', 'image', null],
    ['gauges.csv', 'upload', 48],
    ['tide tables.pdf', 'upload', null],
    ['minutes.docx', 'upload', null],
    ['image-0c4d8e2f0055', 'image', null],
    ['plot.svg', 'sandbox', null],
    ['summary.md', 'sandbox', null],
    ['north.csv', 'upload', 12],
  ]);
});

test('what the sandbox lists is added, and the same file is not there twice', async () => {
  const fetch = async () => new Response(JSON.stringify(sandboxList));
  const listed = await listSandbox(fetch, 'org', chat.uuid);
  const all = withSandbox(named(chat), listed.ok ? listed.value : []);
  expect(all).toHaveLength(9);
  expect(all.find(({ name }) => name === 'plot.svg')).toMatchObject({
    announcedSize: 77,
    madeAt: '2026-07-02T09:01:10.000000Z',
  });
  expect(all.filter(({ name }) => name === 'gauges.csv').map(({ path }) => path)).toEqual([
    '/mnt/user-data/uploads/gauges.csv',
    '/mnt/user-data/outputs/gauges.csv',
  ]);
});

test('originals first: the sandbox, then the contents, then what stands in', () => {
  const places = (name: string) => {
    const file = named(chat).find((one) => one.name === name);
    return file && placesOf(file, 'org', 'chat').map(({ address, isOriginal }) => [address, isOriginal]);
  };
  expect(places('gauges.csv')).toEqual([
    [
      '/api/organizations/org/conversations/chat/wiggle/download-file?path=%2Fmnt%2Fuser-data%2Fuploads%2Fgauges.csv',
      true,
    ],
    ['/api/organizations/org/files/019eb1c0-6d20-7a32-9b11-0c4d8e2f0022/contents', true],
    ['/api/org/files/019eb1c0-6d20-7a32-9b11-0c4d8e2f0022/preview', false],
  ]);
  const id = '019eb1c0-6d20-7a33-9b11-0c4d8e2f0033';
  expect(places('tide tables.pdf')).toContainEqual([`/api/org/files/${id}/document_pdf`, true]);
  expect(places('minutes.docx')?.at(-2)?.at(-1)).toBe(false); // as PDF it is not the original
  expect(places('plot.svg')).toHaveLength(1);
});

test.each([
  ['another server', { file_uuid: 'a1', preview_url: 'https://evil.example/x' }],
  ['another address', { file_uuid: 'a1', preview_asset: { url: '/api/auth/logout/all-sessions' } }],
])('a payload that names %s is not followed', (_name, file) => {
  const [one] = named(chatWith([file]));
  expect(one && placesOf(one, 'org', 'chat').map(({ address }) => address)).toEqual([
    '/api/organizations/org/files/a1/contents',
    '/api/org/files/a1/preview',
  ]);
});

test.each(['../../auth/logout', 'a/b', 'a?b', '', 'x'.repeat(65), 7, null, {}])(
  '%j is no id of a file',
  (file_uuid) => {
    expect(named(chatWith([{ file_uuid, file_name: 'a.txt' }]))).toEqual([]);
    const result = { type: 'tool_result', content: [{ type: 'image', file_uuid }] };
    expect(named(chatWith([], [result]))).toEqual([]);
  },
);

test.each([
  ['/mnt/user-data/outputs/../../../etc/passwd', 'passwd'],
  ['/mnt/user-data/outputs/..\\..\\boot.ini', 'boot.ini'],
  ['/mnt/user-data/outputs/a\u202Egpj.exe\u0007', 'a\u202Egpj.exe'],
  ['/mnt/user-data/outputs/   ', 'unnamed'],
])('the name of %j is no path', (path, name) => {
  expect(baseName(path)).toBe(name);
});

test.each([
  '/etc/passwd',
  '/mnt/user-data/outputs/',
  'mnt/user-data/outputs/a',
  '/mnt/user-data/outputs/a\0',
])('%j is not in the sandbox', (path) => {
  const shown = { type: 'tool_use', name: 'present_files', input: { filepaths: [path] } };
  expect(named(chatWith([], [shown]))).toEqual([]);
});

test.each([
  ['no list', { files_v2: 'x', files: 7, content: [null, 'x', { type: 'tool_use', input: 'x' }] }],
  [
    'odd results',
    {
      content: [
        { type: 'tool_result', content: 'text' },
        { type: 'tool_result', content: {} },
      ],
    },
  ],
  [
    'odd sizes',
    {
      files: [
        { file_uuid: 'a', size_bytes: -1 },
        { file_uuid: 'b', size_bytes: Number.NaN },
      ],
    },
  ],
])('%s costs nothing', (_name, message) => {
  const chatOf = { uuid: 'c', chat_messages: [{ uuid: 'm', content: [], ...message }] };
  expect(named(chatOf).every(({ announcedSize }) => announcedSize === null)).toBe(true);
});

test('a chat of nothing but talk has no sandbox to ask about', () => {
  const [first] = forked.chat_messages;
  expect(mayHaveSandbox(conversationOf(chat))).toBe(true);
  expect(mayHaveSandbox(conversationOf(everyBlock))).toBe(true);
  expect(mayHaveSandbox(conversationOf({ ...forked, chat_messages: [first] }))).toBe(false);
});
