import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { leaveUnheard } from '@/utils/library/unheard';
import { diskRoom } from '@/utils/storage/room';

interface FailuresSchema extends DBSchema {
  /** In the order of time. What stands here is checked on reading: an older or newer version may have written it. */
  failures: { key: [at: number, key: string]; value: unknown };
}

export type FailureDatabase = IDBPDatabase<FailuresSchema>;

export const FAILURES_NAME = 'lifeline-failures';
const VERSION = 1;

export async function openFailures(name = FAILURES_NAME): Promise<FailureDatabase> {
  await diskRoom.toNote(); // opening writes too
  const database = await openDB<FailuresSchema>(name, VERSION, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1) database.createObjectStore('failures');
    },
    // An older page must not keep a newer version of the extension from its log.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  return leaveUnheard(database);
}
