import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type BackupProgress, isOver } from '@/utils/library/run/backup-progress';
import type { Project, Snapshot, StoredFile } from '@/utils/library/types';
import { leaveUnheard } from '@/utils/library/unheard';
import { diskRoom } from '@/utils/storage/room';
import { tornLog } from '@/utils/storage/torn-log';

/** What is known of one conversation at a glance; the best version and the newest need not be the same. */
export interface Entry {
  readonly conversationId: string;
  /** Key in `versions` of the largest version, of equals the newest: the one that is shown and exported. */
  readonly bestKey: number;
  readonly best: Snapshot;
  /** Key in `versions` of the version captured last. */
  readonly newestKey: number;
  readonly newest: Snapshot;
  /** Epoch ms since when claude.ai doesn't list it any more; absent while it does. Deleted upstream is kept here. */
  readonly goneAt?: number;
  /** SHA-256 of the payload whose files have all been had, or are known not to be; absent before that. */
  readonly filesFrom?: string;
}

/** What a search looks through, made once from the best version; can be made again at any time. */
export interface SearchText {
  readonly conversationId: string;
  /** Of the payload it was made from. */
  readonly hash: string;
  /** The words of the title and of every readable text, each once, as `wordsOf` writes them. */
  readonly words: string;
}

export interface LibrarySchema extends DBSchema {
  /** Raw payloads and the bytes of files, keyed by their SHA-256. */
  objects: { key: string; value: Uint8Array<ArrayBuffer> };
  versions: { key: number; value: Snapshot; indexes: { conversationId: string; capturedAt: number } };
  conversations: { key: string; value: Entry };
  texts: { key: string; value: SearchText };
  projects: { key: string; value: Project };
  files: { key: [string, string]; value: StoredFile; indexes: { conversationId: string } };
  /** The full backup that is under way, so that it goes on after a crash, or was last; parsed with a schema when read. */
  runs: { key: string; value: unknown };
}

export type LibraryDatabase = IDBPDatabase<LibrarySchema>;

export const LIBRARY_NAME = 'lifeline-library';
/** Key in `runs`. */
export const RUN = 'full-backup';
const VERSION = 2;

export interface OpenOptions {
  readonly name?: string;
  /** The connection is over, though nobody here has closed it: the browser has, or a newer version of the extension. */
  readonly onGone?: () => void;
}

/** Every older version is migrated here, step by step; nothing is ever dropped. */
export async function openLibrary({
  name = LIBRARY_NAME,
  onGone,
}: OpenOptions = {}): Promise<LibraryDatabase> {
  await diskRoom.toNote(); // opening writes too
  const log = await tornLog?.opening();
  const opened = await openDB<LibrarySchema>(name, VERSION, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1) createStores(database);
      if (oldVersion < 2) createShelves(database);
    },
    // An older page must not keep a newer version of the extension from its library.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      onGone?.();
    },
    terminated: () => {
      void tornLog?.note();
      onGone?.();
    },
  });
  const database = leaveUnheard(opened);
  // Where this rejects it stays open: as long as it does, the torn log is not read a second time.
  await tornLog?.opened(log, () => isRunUnfinished(database));
  return database;
}

async function isRunUnfinished(database: LibraryDatabase): Promise<boolean> {
  const run = (await database.get('runs', RUN)) as { progress?: BackupProgress } | undefined;
  const progress = run?.progress;
  return !!progress && (!isOver(progress) || progress.stoppedBy === 'full');
}

/** The error of an opening by an older version of the extension than the one that wrote it last. Nothing was touched. */
export const isNewerDatabase = (error: unknown): boolean =>
  error instanceof Error && error.name === 'VersionError';

function createStores(database: LibraryDatabase): void {
  database.createObjectStore('objects');
  const versions = database.createObjectStore('versions', { autoIncrement: true });
  versions.createIndex('conversationId', 'conversationId');
  versions.createIndex('capturedAt', 'capturedAt');
  database.createObjectStore('conversations', { keyPath: 'conversationId' });
}

function createShelves(database: LibraryDatabase): void {
  database.createObjectStore('texts', { keyPath: 'conversationId' });
  database.createObjectStore('projects', { keyPath: 'id' });
  const files = database.createObjectStore('files', { keyPath: ['conversationId', 'fileId'] });
  files.createIndex('conversationId', 'conversationId');
  database.createObjectStore('runs');
}
