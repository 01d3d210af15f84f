import fc from 'fast-check';
import { type Zippable, zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import line from '@/tests/fixtures/conversations/line.json';
import { createShelves } from '@/utils/library/shelves';
import { zipWithFiles } from '../zip-of';
import { encode, inShort, type Library, openImporting } from './importing';

let library: Library;
beforeEach(async () => {
  library = await openImporting();
});

const chat = (uuid: string) => encode({ ...line, uuid });
const taken = async (bytes: Uint8Array) => inShort(await library.take(bytes));
const zipped = (files: Zippable): Uint8Array => zipSync(files);

/** Everywhere in the bytes: in the header of the file and in the directory. */
function patched(
  zip: Uint8Array,
  signature: number,
  change: (view: DataView, at: number) => void,
): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  for (let at = 0; at + 4 <= zip.length; at += 1)
    if (view.getUint32(at, true) === signature) change(view, at);
  return zip;
}
const DIRECTORY = 0x02014b50;
const HEADER = 0x04034b50;

describe('ways out of the ZIP', () => {
  test.each([
    '../conversation.json',
    'a/../../conversation.json',
    '/etc/conversation.json',
    'C:/conversation.json',
    '..\\conversation.json',
    'a\\conversation.json',
  ])('%s is left out, and said', async (path) => {
    const zip = zipped({ [path]: chat('bad'), 'good/conversation.json': chat('good') });
    expect(await taken(zip)).toEqual({ conversations: 1, added: 1, problems: [`${path} unsafe-name`] });
    expect((await library.store.list()).map((one) => one.conversationId)).toEqual(['good']);
  });

  test('names of the language are names', async () => {
    const zip = zipped({
      '__proto__/conversation.json': chat('a'),
      'constructor/conversation.json': chat('b'),
    });
    expect(await taken(zip)).toMatchObject({ added: 2 });
  });
});

describe('bombs', () => {
  test('more than two hundred times its size', async () => {
    const zip = zipped({ 'conversations.json': encode([line]), 'good/conversation.json': chat('good') });
    patched(zip, DIRECTORY, (view, at) => {
      if (view.getUint32(at + 42, true) === 0) view.setUint32(at + 24, 101_000_000, true);
    });
    expect(await taken(zip)).toEqual({
      conversations: 1,
      added: 1,
      problems: ['conversations.json too-large'],
    });
  });

  test('more than its directory says', async () => {
    const zip = zipped({ 'conversations.json': encode([line, line, line]) });
    patched(zip, DIRECTORY, (view, at) => view.setUint32(at + 24, 100, true));
    expect(await taken(zip)).toEqual({ problems: ['conversations.json too-large'] });
  });

  test('the same bytes under many names', async () => {
    const zip = zipped({ 'a/conversation.json': chat('one'), 'b/conversation.json': chat('two') });
    patched(zip, DIRECTORY, (view, at) => view.setUint32(at + 42, 0, true));
    expect(await taken(zip)).toEqual({
      conversations: 1,
      added: 1,
      problems: ['b/conversation.json changed'],
    });
  });

  test('a ZIP in a ZIP is not opened', async () => {
    const inner = zipped({ 'conversations.json': encode([line]) });
    expect(await taken(zipped({ 'inner.zip': inner }))).toEqual({ problems: ['not-a-backup'] });
  });
});

describe('damage', () => {
  test('a flipped byte in what is packed', async () => {
    const zip = zipped({
      'a/conversation.json': [chat('one'), { level: 0 }],
      'b/conversation.json': chat('two'),
    });
    zip[200] = (zip[200] ?? 0) ^ 1;
    expect(await taken(zip)).toMatchObject({ problems: ['a/conversation.json changed'] });
    expect((await library.store.list()).some((one) => one.conversationId === 'two')).toBe(true);
  });

  test.each([
    ['a password', 'locked', (view: DataView, at: number) => view.setUint16(at + 8, 1, true)],
    [
      'an unknown way of packing',
      'unknown-shape',
      (view: DataView, at: number) => view.setUint16(at + 10, 93, true),
    ],
    [
      'a place where nothing begins',
      'changed',
      (view: DataView, at: number) => view.setUint32(at + 42, 3, true),
    ],
  ])('%s', async (_what, problem, change) => {
    const zip = patched(zipped({ 'conversations.json': encode([line]) }), DIRECTORY, change);
    expect(await taken(zip)).toEqual({ problems: [`conversations.json ${problem}`] });
  });

  test('a header that lies about its name', async () => {
    const zip = zipped({ 'conversations.json': encode([line]) });
    patched(zip, HEADER, (view, at) => view.setUint16(at + 26, 60_000, true));
    expect(await taken(zip)).toEqual({ problems: ['conversations.json changed'] });
  });

  test('any cut of a ZIP: no error, and nothing but whole chats', async () => {
    const zip = zipped({ 'a/conversation.json': chat('one'), 'conversations.json': encode([line]) });
    for (let length = 0; length < zip.length; length += 37) {
      const { added, problems } = await library.take(zip.slice(0, length));
      expect([added, problems.length]).toEqual([0, 1]);
    }
  });
});

test('any bytes of a ZIP changed: no error, every chat counted once, and each one taken is whole', async () => {
  const zip = zipped({
    'a/conversation.json': chat('one'),
    'conversations.json': encode([line, { ...line, uuid: 'two' }]),
    'projects.json': encode([{ uuid: 'p1', name: 'Sea', docs: [] }]),
  });
  const flips = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 })), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(flips, async (some) => {
      const fresh = await openImporting();
      const bytes = zip.slice();
      for (const [at, by] of some) bytes[at] = (bytes[at] ?? 0) ^ by;
      const { conversations, added, merged, known, projects, problems } = await fresh.take(bytes);
      expect(added + merged + known).toBe(conversations);
      expect(conversations + projects + problems.length, 'silence').toBeGreaterThan(0);
      for (const { messageCount } of await fresh.store.list())
        expect(messageCount).toBe(line.chat_messages.length);
      fresh.database.close();
    }),
    { numRuns: 60 },
  );
});

test('figures beyond 32 bits stand elsewhere', async () => {
  const zip = zipped({ 'conversations.json': encode([line]) });
  const view = new DataView(zip.buffer, zip.byteOffset);
  const end = zip.length - 22;
  const big = new DataView(new ArrayBuffer(56 + 20));
  big.setUint32(0, 0x06064b50, true);
  big.setBigUint64(40, BigInt(view.getUint32(end + 12, true)), true);
  big.setBigUint64(48, BigInt(view.getUint32(end + 16, true)), true);
  big.setUint32(56, 0x07064b50, true);
  big.setBigUint64(64, BigInt(end), true);
  view.setUint32(end + 12, 0xffff_ffff, true);
  view.setUint32(end + 16, 0xffff_ffff, true);
  const bytes = new Uint8Array([...zip.slice(0, end), ...new Uint8Array(big.buffer), ...zip.slice(end)]);
  expect(await taken(bytes)).toEqual({ conversations: 1, added: 1 });
});

test('a chat of 40 MB is a chat', { timeout: 30_000 }, async () => {
  const messages = Array.from({ length: 40 }, (_, at) => ({
    uuid: `m${at}`,
    sender: 'human',
    content: [{ type: 'text', text: `${at} `.repeat(350_000) }],
  }));
  const large = encode({ uuid: 'large', name: 'Large', chat_messages: messages });
  expect(large.byteLength).toBeGreaterThan(38_000_000);
  const zip = zipped({
    'conversations.json': [concat(concat(encode('['), large), encode(']')), { level: 0 }],
    'b/conversation.json': chat('b'),
  });
  expect(await taken(zip)).toEqual({ conversations: 2, added: 2 });
});

const concat = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

test('files and projects of our own ZIP come back; what their names say is only a name', async () => {
  const other = await openImporting();
  await other.store.saveSnapshot(chat('c1'), { ...FACTS, conversationId: 'c1' });
  const file = {
    conversationId: 'c1',
    kind: 'upload' as const,
    announcedSize: 3,
    problem: null,
    capturedAt: 5,
  };
  const shelves = createShelves(other.database);
  await shelves.saveFile(new Uint8Array([1, 2, 3]), { ...file, fileId: 'f1', name: '../../x.exe' });
  await shelves.saveFile(chat('inner'), { ...file, fileId: 'f2', name: 'conversation.json' });
  const project = { id: 'p1', organizationId: 'org', name: 'Sea', updatedAt: null, capturedAt: 5 };
  const payload = encode({
    project: { uuid: 'p1', name: 'Sea' },
    docs: [{ filename: 'project.json', content: '{}' }],
  });
  const kept = await shelves.saveProject(payload, project);
  const zip = await zipWithFiles(other.store, shelves);
  expect(await taken(zip)).toEqual({ conversations: 1, added: 1, projects: 1, files: 2 });
  const back = await library.shelves.filesOf('c1');
  expect(back.map(({ fileId, name, size, kind }) => [fileId, name, size, kind])).toEqual(
    (await shelves.filesOf('c1')).map(({ fileId, name, size, kind }) => [fileId, name, size, kind]),
  );
  expect(await library.shelves.projects()).toMatchObject([{ id: 'p1', name: 'Sea', hash: kept.hash }]);
  expect(await taken(zip)).toEqual({ conversations: 1, known: 1, projects: 1, files: 2 });
});

const FACTS = {
  organizationId: null,
  title: 'A line',
  model: null,
  createdAt: null,
  updatedAt: null,
  leafId: null,
  projectId: null,
  messageCount: 2,
  source: 'api' as const,
  whole: true,
  capturedAt: 5,
};
