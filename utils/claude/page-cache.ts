/**
 * claude.ai's own copies of conversations in the browser: IndexedDB `claude-conversation-store` (stores `trees` and `meta`, keyed by
 * the conversation's uuid), and the persisted query cache `keyval-store` > `keyval` > `react-query-cache` (at most 3 trees, 24 h).
 * How either is laid out inside is known from one source only, so whatever holds the chat's messages in there is taken.
 * Seen: tests/fixtures/claude/page-caches.json (2026-10). When wrong: a chat that Claude doesn't hand over is read off the page.
 */

interface Place {
  readonly database: string;
  readonly store: string;
  readonly key: (conversationId: string) => string;
}

const PLACES: readonly Place[] = [
  { database: 'claude-conversation-store', store: 'trees', key: (id) => id },
  { database: 'keyval-store', store: 'keyval', key: () => 'react-query-cache' },
];

/** Every different copy of the chat, as JSON. */
export async function readPageCaches(
  databases: IDBFactory,
  conversationId: string,
): Promise<readonly string[]> {
  const values = await Promise.all(
    PLACES.map((place) => readAt(databases, place, place.key(conversationId)).catch(() => undefined)),
  );
  const found = values.map((value) => treeIn(value, conversationId)).filter((tree) => tree !== undefined);
  return [...new Set(found.map((tree) => JSON.stringify(tree)))];
}

const MOST_DEEP = 8;
const MOST_LOOKED_AT = 20_000;

/** The conversation wherever it stands in what was cached, also as JSON within it. */
export function treeIn(cached: unknown, conversationId: string): object | undefined {
  let level: unknown[] = [cached];
  let looked = 0;
  for (let depth = 0; depth < MOST_DEEP && level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const value of level) {
      looked += 1;
      if (looked > MOST_LOOKED_AT) return undefined;
      const one = opened(value, conversationId);
      if (one === undefined) continue;
      if (isTree(one, conversationId)) return one;
      if ('chat_messages' in one) continue; // another chat's messages are none of ours
      for (const inner of Object.values(one)) next.push(inner);
    }
    level = next;
  }
  return undefined;
}

const isTree = (value: object, id: string): boolean =>
  'uuid' in value && value.uuid === id && 'chat_messages' in value && Array.isArray(value.chat_messages);

function opened(value: unknown, conversationId: string): object | undefined {
  if (typeof value === 'object') return value ?? undefined;
  if (typeof value !== 'string' || !value.includes(conversationId)) return undefined;
  try {
    const json: unknown = JSON.parse(value);
    return typeof json === 'object' ? (json ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

async function readAt(
  databases: IDBFactory,
  { database: name, store }: Place,
  key: string,
): Promise<unknown> {
  const database = await openThere(databases, name);
  if (!database) return undefined;
  try {
    if (!database.objectStoreNames.contains(store)) return undefined;
    return await settled(database.transaction(store).objectStore(store).get(key));
  } finally {
    database.close();
  }
}

/** The page's own storage: what isn't there is not made, and the page's own changes to it never wait for us. */
async function openThere(databases: IDBFactory, name: string): Promise<IDBDatabase | undefined> {
  const known = await databases.databases();
  if (!known.some((one) => one.name === name)) return undefined;
  const request = databases.open(name);
  request.onupgradeneeded = () => request.transaction?.abort();
  const database = await settled(request);
  database.onversionchange = () => database.close();
  return database;
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
