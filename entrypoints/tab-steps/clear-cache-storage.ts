/** What the page keeps for itself and can fetch again, of this site only: another's is out of reach from here. */
export async function clearCacheStorage(): Promise<string | null> {
  try {
    for (const name of await caches.keys()) await caches.delete(name);
    return null;
  } catch {
    return 'not_cleared'; // storage is blocked
  }
}
