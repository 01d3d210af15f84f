/** What stands in the library. Each function runs in the extension, so it holds all that it needs. */

export interface LibraryNow {
  /** Of the conversations. */
  readonly ids: readonly string[];
  /** Names of the payloads. */
  readonly hashes: readonly string[];
  /** Versions, with the payload that each names. */
  readonly versions: readonly string[];
  /** Payloads whose bytes aren't what their name says, and versions without one. */
  readonly damaged: readonly string[];
}

export async function readLibrary(): Promise<LibraryNow> {
  const none = { ids: [], hashes: [], versions: [], damaged: [] };
  if (!(await indexedDB.databases()).some(({ name }) => name === 'lifeline-library')) return none;
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('lifeline-library'));
  const read = database.transaction(['conversations', 'objects', 'versions']);
  const ids = (await settled(read.objectStore('conversations').getAllKeys())).map(String);
  const hashes = (await settled(read.objectStore('objects').getAllKeys())).map(String);
  const payloads = (await settled(read.objectStore('objects').getAll())) as Uint8Array<ArrayBuffer>[];
  const rows = (await settled(read.objectStore('versions').getAll())) as {
    conversationId: string;
    hash: string;
  }[];
  database.close();
  const damaged = rows.filter(({ hash }) => !hashes.includes(hash)).map(({ hash }) => `no payload ${hash}`);
  for (const [index, bytes] of payloads.entries()) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (hex !== hashes[index]) damaged.push(`other bytes ${hashes[index]}`);
  }
  return {
    ids,
    hashes,
    versions: rows.map(({ conversationId, hash }) => `${conversationId} ${hash}`),
    damaged,
  };
}

/** Nobody makes the library but the extension. */
export async function emptyLibrary(): Promise<void> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'lifeline-library')) return;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lifeline-library');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const names = [...database.objectStoreNames];
  if (names.length > 0) {
    const transaction = database.transaction(names, 'readwrite');
    for (const name of names) transaction.objectStore(name).clear();
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
  }
  database.close();
}
