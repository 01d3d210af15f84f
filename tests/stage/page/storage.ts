interface Stored {
  uuid: string;
}

function open(name: string, stores: string[]): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function put(db: IDBDatabase, store: string, key: string, value: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, 'readwrite');
    transaction.objectStore(store).put(value, key);
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  });
}

const recent: Stored[] = [];

/** The site's two caches of conversations. Seen: 2026-03 and 2026-07 to 2026-10. */
export async function keepTree(tree: Stored): Promise<void> {
  try {
    const trees = await open('claude-conversation-store', ['trees', 'meta']);
    await put(trees, 'trees', tree.uuid, tree);
    await put(trees, 'meta', tree.uuid, { uuid: tree.uuid, cachedAt: Date.now() });
    trees.close();
    const others = recent.filter((one) => one.uuid !== tree.uuid);
    recent.splice(0, recent.length, tree, ...others.slice(0, 2));
    const cache = await open('keyval-store', ['keyval']);
    const queries = recent.map((one) => ({
      queryKey: ['chat_conversation_tree', { uuid: one.uuid }],
      state: { data: one, status: 'success', dataUpdatedAt: Date.now() },
    }));
    await put(cache, 'keyval', 'react-query-cache', {
      timestamp: Date.now(),
      buster: 'conversations_v2',
      clientState: { mutations: [], queries },
    });
    cache.close();
  } catch {
    // A cache only: a private window may refuse it.
  }
}
