import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Snapshot } from '@/utils/library/types';

/** What is known of one conversation at a glance; the best version and the newest need not be the same. */
export interface Entry {
  readonly conversationId: string;
  /** Key in `versions` of the largest version, of equals the newest: the one that is shown and exported. */
  readonly bestKey: number;
  readonly best: Snapshot;
  /** Key in `versions` of the version captured last. */
  readonly newestKey: number;
  readonly newest: Snapshot;
}

interface LibrarySchema extends DBSchema {
  /** Raw payloads, keyed by their SHA-256. */
  objects: { key: string; value: Uint8Array<ArrayBuffer> };
  versions: { key: number; value: Snapshot; indexes: { conversationId: string; capturedAt: number } };
  conversations: { key: string; value: Entry };
}

export type LibraryDatabase = IDBPDatabase<LibrarySchema>;

const NAME = 'lifeline-library';
const VERSION = 1;

/** Every older version is migrated here, step by step; nothing is ever dropped. */
export const openLibrary = (name = NAME): Promise<LibraryDatabase> =>
  openDB<LibrarySchema>(name, VERSION, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1) createStores(database);
    },
    // An older page must not keep a newer version of the extension from its library.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });

function createStores(database: LibraryDatabase): void {
  database.createObjectStore('objects');
  const versions = database.createObjectStore('versions', { autoIncrement: true });
  versions.createIndex('conversationId', 'conversationId');
  versions.createIndex('capturedAt', 'capturedAt');
  database.createObjectStore('conversations', { keyPath: 'conversationId' });
}
