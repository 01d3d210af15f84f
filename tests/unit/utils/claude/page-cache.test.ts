import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import caches from '@/tests/fixtures/claude/page-caches.json';
import { readPageCaches, treeIn } from '@/utils/claude/page-cache';
import { CHAT } from './watched';

const OTHER = '01990a51-02aa-7b1c-8e4d-77c0a9b8d6e5';
type Stores = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The page's own databases, as they are given. */
async function databases(contents: Readonly<Record<string, Stores>>): Promise<IDBFactory> {
  const factory = new IDBFactory();
  for (const [name, stores] of Object.entries(contents)) {
    await new Promise<void>((resolve, reject) => {
      const request = factory.open(name, 3);
      request.onerror = () => reject(request.error);
      request.onupgradeneeded = () => {
        for (const [store, rows] of Object.entries(stores)) {
          const made = request.result.createObjectStore(store);
          for (const [key, value] of Object.entries(rows)) made.put(value, key);
        }
      };
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
  }
  return factory;
}

const TREE =
  caches['claude-conversation-store'].trees[
    CHAT as keyof (typeof caches)['claude-conversation-store']['trees']
  ];
const CACHED = caches['keyval-store'].keyval['react-query-cache'];

test('the same tree in both caches is one copy', async () => {
  const found = await readPageCaches(await databases(caches), CHAT);
  expect(found.map((json) => JSON.parse(json))).toEqual([TREE]);
});

test.each<[string, Readonly<Record<string, Stores>>]>([
  ['only the store of conversations', { 'claude-conversation-store': caches['claude-conversation-store'] }],
  ['only the query cache', { 'keyval-store': caches['keyval-store'] }],
  [
    'a query cache that is kept as text',
    { 'keyval-store': { keyval: { 'react-query-cache': JSON.stringify(CACHED) } } },
  ],
  [
    'a tree in a wrapping',
    { 'claude-conversation-store': { trees: { [CHAT]: { savedAt: 1, conversation: { data: TREE } } } } },
  ],
  [
    'a tree as text in a wrapping',
    { 'claude-conversation-store': { trees: { [CHAT]: { v: 2, json: JSON.stringify(TREE) } } } },
  ],
])('%s', async (_, contents) => {
  const found = await readPageCaches(await databases(contents), CHAT);
  expect(found.map((json) => JSON.parse(json))).toEqual([TREE]);
});

test.each<[string, Readonly<Record<string, Stores>>]>([
  ['no cache at all', {}],
  ['databases that were made and are empty', { 'claude-conversation-store': {}, 'keyval-store': {} }],
  [
    'other chats, one of which names this one',
    { 'claude-conversation-store': { trees: { [OTHER]: caches['claude-conversation-store'].trees[OTHER] } } },
  ],
  [
    'nonsense',
    {
      'claude-conversation-store': { trees: { [CHAT]: 7 } },
      'keyval-store': { keyval: { 'react-query-cache': `{"${CHAT}` } },
    },
  ],
  [
    'a tree whose messages are none',
    { 'claude-conversation-store': { trees: { [CHAT]: { uuid: CHAT, chat_messages: 'none' } } } },
  ],
])('nothing comes of %s', async (_, contents) => {
  expect(await readPageCaches(await databases(contents), CHAT)).toEqual([]);
});

test('what the page doesn’t have is not made for it', async () => {
  const factory = await databases({});
  await readPageCaches(factory, CHAT);
  expect(await factory.databases()).toEqual([]);
});

test('one cache that can’t be read leaves the other', async () => {
  const factory = await databases(caches);
  const open = factory.open.bind(factory);
  factory.open = (name, version) => {
    if (name === 'keyval-store') throw new DOMException('blocked', 'SecurityError');
    return open(name, version);
  };
  expect(await readPageCaches(factory, CHAT)).toHaveLength(1);
});

test('what goes round in a circle, or on without end, comes to an end', () => {
  const circle: Record<string, unknown> = { uuid: OTHER };
  circle.self = [circle, circle, circle];
  expect(treeIn(circle, CHAT)).toBeUndefined();
  let deep: object = { uuid: CHAT, chat_messages: [] };
  for (let level = 0; level < 50; level += 1) deep = { deep };
  expect(treeIn(deep, CHAT)).toBeUndefined();
  expect(
    treeIn(
      Array.from({ length: 1_000_000 }, () => null),
      CHAT,
    ),
  ).toBeUndefined();
});
