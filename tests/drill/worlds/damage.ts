/** Damage as disks and bugs do it. Each function runs in the extension, so it holds all that it needs. */

export interface Damaged {
  /** Chats whose own record or bytes were spoilt; everything else has to be as it was. */
  readonly chats: readonly string[];
  readonly how: readonly string[];
}

/** `draws` in [0, 1): which of the chats named, and how. Never the same chat twice. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: it is sent into the browser as one text.
export async function damageLibrary(whole: readonly string[], draws: readonly number[]): Promise<Damaged> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('lifeline-library'));
  const names = ['objects', 'versions', 'conversations', 'texts', 'runs'];
  const write = database.transaction(names, 'readwrite');
  const [objects, versions, chats] = ['objects', 'versions', 'conversations'].map((name) =>
    write.objectStore(name),
  );
  if (!objects || !versions || !chats) throw new Error('no library');
  const all: { conversationId: string; bestKey: number; best: { hash: string } }[] = await settled(
    chats.getAll(),
  );
  const entries = all.filter(({ conversationId }) => whole.includes(conversationId));
  const spoilt: string[] = [];
  const how: string[] = [];
  const ways: ((entry: {
    conversationId: string;
    bestKey: number;
    best: { hash: string };
  }) => Promise<string>)[] = [
    async ({ best: { hash } }) => {
      const bytes: Uint8Array = await settled(objects.get(hash));
      bytes[Math.floor(bytes.length / 2)] = 255 - (bytes[Math.floor(bytes.length / 2)] ?? 0);
      objects.put(bytes, hash);
      return 'a byte flipped';
    },
    async ({ best: { hash } }) => {
      const bytes: Uint8Array = await settled(objects.get(hash));
      objects.put(bytes.slice(0, bytes.length / 3), hash);
      return 'bytes cut short';
    },
    async ({ best: { hash } }) => {
      objects.delete(hash);
      return 'bytes gone';
    },
    async ({ best: { hash } }) => {
      objects.put('no bytes at all', hash);
      return 'text where bytes should be';
    },
    async ({ bestKey }) => {
      versions.delete(bestKey);
      return 'record of the version gone';
    },
    async ({ conversationId }) => {
      chats.put({ conversationId });
      return 'entry without its versions';
    },
    async (entry) => {
      chats.put({ ...entry, best: { ...entry.best, updatedAt: 7, title: null, size: 'large' } });
      return 'entry of other types';
    },
    async ({ conversationId, ...entry }) => {
      chats.put({ ...entry, conversationId, best: null, newest: [] });
      return 'entry without a best version';
    },
  ];
  for (const [index, draw] of draws.entries()) {
    const entry = entries.splice(Math.floor(draw * entries.length), 1)[0];
    const way = ways[index % ways.length];
    if (!entry || !way) break;
    spoilt.push(entry.conversationId);
    how.push(`${entry.conversationId.slice(-4)}: ${await way(entry)}`);
  }
  write.objectStore('texts').put({ conversationId: 'nobody', words: 7 });
  write.objectStore('runs').put({ progress: 'garbage', wish: [1] }, 'current');
  write.objectStore('runs').put('garbage', 'run');
  await new Promise((resolve, reject) => {
    write.oncomplete = resolve;
    write.onerror = () => reject(write.error);
    write.onabort = () => reject(write.error);
  });
  database.close();
  return { chats: spoilt, how };
}

declare const chrome: {
  storage: Record<
    'local' | 'session',
    { get: (key: null) => Promise<Record<string, unknown>>; set: (values: object) => Promise<void> }
  >;
};

/** Every stored value but those named is spoilt, each by a draw. */
export async function damageValues(keep: readonly string[], draws: readonly number[]): Promise<string[]> {
  const garbage: unknown[] = [
    null,
    7,
    'garbage',
    [],
    { version: 1 },
    { version: 1, value: null },
    { version: 1, value: 'garbage' },
    { version: 1, value: [null, 7, { strange: true }] },
    { version: 1, value: { a: null, b: 7, c: { strange: true } } },
    { version: 'one', value: {} },
    { version: -1, value: { at: 1e308 } },
    { value: { value: { value: {} } } },
  ];
  const done: string[] = [];
  for (const area of ['local', 'session'] as const) {
    const stored = await chrome.storage[area].get(null);
    const known = [
      'settings',
      'tries',
      'own-incidents',
      'half-answers',
      'surges',
      'official-history',
      'back-watch',
    ];
    const session = ['tabs', 'runs', 'witnesses', 'incident-track', 'probes', 'back-notice', 'trouble-since'];
    const keys = [...new Set([...Object.keys(stored), ...(area === 'local' ? known : session)])];
    for (const [index, key] of keys.entries()) {
      if (keep.includes(key)) continue;
      const draw = draws[(index + done.length) % draws.length] ?? 0;
      const value = garbage[Math.floor(draw * garbage.length)];
      await chrome.storage[area].set({ [key]: value });
      done.push(`${area} ${key}: ${JSON.stringify(value)}`);
    }
  }
  return done;
}
