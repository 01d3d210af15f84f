/** What the extension has kept, read behind its back. Each function runs in the extension, so it holds all that it needs. */

/** One chat of the library as its records stand, and whether its bytes are what their name says. */
export interface KeptChat {
  readonly id: string;
  readonly hash: string;
  readonly isWhole: boolean;
}

/** Never makes the database: an empty one would be none of the library's. */
export async function keptChats(): Promise<KeptChat[]> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  // Not by `databases()`: in Firefox it fails for all where one that could not be begun on a full disk is an empty file.
  const opening = indexedDB.open('lifeline-library');
  let isThere = true;
  opening.onupgradeneeded = () => {
    isThere = false;
    opening.transaction?.abort();
  };
  const database = await settled(opening).catch((error: unknown) => {
    if (isThere) throw error;
  });
  if (!database) return [];
  try {
    const read = database.transaction(['conversations', 'objects']);
    const entries: { conversationId: string; best?: { hash?: string } }[] = await settled(
      read.objectStore('conversations').getAll(),
    );
    const objects = entries.map(({ best }) =>
      settled<Uint8Array<ArrayBuffer> | undefined>(read.objectStore('objects').get(best?.hash ?? '')),
    );
    const chats: KeptChat[] = [];
    for (const [index, { conversationId, best }] of entries.entries()) {
      const bytes = await objects[index];
      const sum = bytes instanceof Uint8Array && new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const hex = sum ? [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('') : undefined;
      chats.push({
        id: conversationId,
        hash: best?.hash ?? '',
        isWhole: hex !== undefined && hex === best?.hash,
      });
    }
    return chats.sort((a, b) => a.id.localeCompare(b.id));
  } finally {
    database.close();
  }
}

/** Everything in a database, as text that is equal for what is equal. Bytes as numbers. */
export async function wholeDatabase(name: string): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const all: Record<string, unknown> = { version: database.version };
  const names = [...database.objectStoreNames];
  const read = database.transaction(names);
  const rows = names.map(
    (store) =>
      new Promise<[string, unknown]>((resolve, reject) => {
        const keys = read.objectStore(store).getAllKeys();
        const values = read.objectStore(store).getAll();
        values.onsuccess = () => resolve([store, [keys.result, values.result]]);
        values.onerror = () => reject(values.error);
      }),
  );
  for (const [store, value] of await Promise.all(rows)) all[store] = value;
  database.close();
  return JSON.stringify(all, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value));
}

declare const chrome: {
  storage: {
    local: {
      get: (key: string | null) => Promise<Record<string, unknown>>;
      set: (values: object) => Promise<void>;
    };
    session: { get: (key: string) => Promise<Record<string, unknown>> };
  };
};

export const storedLocally = (key: string | null): Promise<Record<string, unknown>> =>
  chrome.storage.local.get(key);
export const storeLocally = (values: Record<string, unknown>): Promise<void> =>
  chrome.storage.local.set(values);

/** Texts of all drafts that are kept; also those that a full disk has left in memory, unless only what is written counts. */
export async function keptTexts(onlyWritten = false): Promise<string[]> {
  const { drafts } = await chrome.storage.local.get('drafts').catch(() => ({ drafts: undefined }));
  const key = 'drafts:unwritten';
  const { [key]: unwritten } = onlyWritten ? {} : await chrome.storage.session.get(key);
  const texts = [drafts, unwritten].flatMap((stored) => {
    const shelf = (stored as { value?: Record<string, { text?: string }> | null } | undefined)?.value ?? {};
    return Object.values(shelf).map(({ text }) => text);
  });
  return texts.filter((text) => typeof text === 'string');
}
