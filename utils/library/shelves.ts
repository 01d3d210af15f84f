import type { LibraryDatabase } from '@/utils/library/database';
import { sha256 } from '@/utils/library/sha256';
import type { Project, StoredFile } from '@/utils/library/types';

/** What belongs to conversations without being one: projects, and the bytes of files. */
export interface Shelves {
  /** Keeps the payload and the record, both or neither. */
  saveProject: (payload: Uint8Array<ArrayBuffer>, facts: Omit<Project, 'hash'>) => Promise<Project>;
  projects: () => Promise<readonly Project[]>;
  /** `bytes`: null for a file that could not be had; its record then says why. */
  saveFile: (
    bytes: Uint8Array<ArrayBuffer> | null,
    facts: Omit<StoredFile, 'hash' | 'size'>,
  ) => Promise<StoredFile>;
  filesOf: (conversationId: string) => Promise<readonly StoredFile[]>;
  readObject: (hash: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export const createShelves = (database: LibraryDatabase, hash = sha256): Shelves => ({
  saveProject: async (payload, facts) => {
    const project: Project = { ...facts, hash: await hash(payload) };
    const transaction = database.transaction(['objects', 'projects'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      transaction.objectStore('objects').put(payload, project.hash),
      transaction.objectStore('projects').put(project),
      transaction.done,
    ]);
    return project;
  },
  projects: () => database.getAll('projects'),
  saveFile: async (bytes, facts) => {
    const file: StoredFile = { ...facts, hash: bytes && (await hash(bytes)), size: bytes?.byteLength ?? 0 };
    const transaction = database.transaction(['objects', 'files'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      ...(bytes && file.hash ? [transaction.objectStore('objects').put(bytes, file.hash)] : []),
      transaction.objectStore('files').put(file),
      transaction.done,
    ]);
    return file;
  },
  filesOf: (conversationId) => database.getAllFromIndex('files', 'conversationId', conversationId),
  readObject: (key) => database.get('objects', key),
});
