/** What stands in the library, for tests to compare. Each function runs in the extension, so it holds all that it needs. */
export interface StoredVersion {
  readonly conversationId: string;
  readonly source: string;
  readonly whole: boolean;
  readonly messageCount: number;
  readonly isBest: boolean;
  readonly payload: { readonly chat_messages: readonly Record<string, unknown>[] };
}

/** Oldest first. */
export async function storedVersions(): Promise<StoredVersion[]> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  if (!(await indexedDB.databases()).some(({ name }) => name === 'lifeline-library')) return [];
  const database = await settled(indexedDB.open('lifeline-library'));
  const read = database.transaction(['versions', 'conversations', 'objects']);
  const versions = await settled(read.objectStore('versions').getAll());
  const keys = await settled(read.objectStore('versions').getAllKeys());
  const found: StoredVersion[] = [];
  for (const [index, version] of versions.entries()) {
    const { conversationId, source, whole, messageCount, hash } = version;
    const entry = await settled(read.objectStore('conversations').get(conversationId));
    const bytes = await settled(read.objectStore('objects').get(hash));
    const isBest = entry?.bestKey === keys[index];
    const payload = JSON.parse(new TextDecoder().decode(bytes));
    found.push({ conversationId, source, whole, messageCount, isBest, payload });
  }
  database.close();
  return found;
}

export async function forgetLibrary(): Promise<void> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'lifeline-library')) return;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lifeline-library');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const stores = ['versions', 'conversations', 'objects'];
  const transaction = database.transaction(stores, 'readwrite');
  for (const store of stores) transaction.objectStore(store).clear();
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  });
  database.close();
}
