import type { LibraryDatabase } from '@/utils/library/database';
import { betterFile } from '@/utils/library/files/record';
import { sha256 } from '@/utils/library/sha256';
import type { Project, StoredFile } from '@/utils/library/types';
import { diskRoom } from '@/utils/storage/room';

/** What belongs to conversations without being one: projects, and the bytes of files. */
export interface Shelves {
  /** Keeps the payload and the record, both or neither; what stood there before is kept as `earlier`. */
  saveProject: (
    payload: Uint8Array<ArrayBuffer>,
    facts: Omit<Project, 'hash' | 'earlier'>,
  ) => Promise<Project>;
  projects: () => Promise<readonly Project[]>;
  /**
   * `bytes`: null for a file that could not be had; its record then says why. Returns what stands there now: better bytes that
   * were had before stay.
   */
  saveFile: (
    bytes: Uint8Array<ArrayBuffer> | null,
    facts: Omit<StoredFile, 'hash' | 'size'>,
  ) => Promise<StoredFile>;
  filesOf: (conversationId: string) => Promise<readonly StoredFile[]>;
  /** SHA-256 of the payload whose files have all been had, or are known not to be; undefined before that. */
  filesFrom: (conversationId: string) => Promise<string | undefined>;
  noteFilesFrom: (conversationId: string, hash: string) => Promise<void>;
  readObject: (hash: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export const createShelves = (database: LibraryDatabase, hash = sha256, room = diskRoom): Shelves => ({
  saveProject: async (payload, facts) => {
    const now: Project = { ...facts, hash: await hash(payload) };
    await room.toKeep(payload.byteLength);
    const transaction = database.transaction(['objects', 'projects'], 'readwrite', { durability: 'strict' });
    const projects = transaction.objectStore('projects');
    const before = await projects.get(now.id);
    const earlier = [
      ...(before?.earlier ?? []),
      ...(before ? [{ hash: before.hash, capturedAt: before.capturedAt }] : []),
    ].filter((one) => one.hash !== now.hash);
    const project: Project = earlier.length > 0 ? { ...now, earlier } : now;
    await Promise.all([
      transaction.objectStore('objects').put(payload, project.hash),
      projects.put(project),
      transaction.done,
    ]);
    return project;
  },
  projects: () => database.getAll('projects'),
  saveFile: async (bytes, facts) => {
    const file: StoredFile = { ...facts, hash: bytes && (await hash(bytes)), size: bytes?.byteLength ?? 0 };
    await room.toKeep(file.size);
    const transaction = database.transaction(['objects', 'files'], 'readwrite', { durability: 'strict' });
    const files = transaction.objectStore('files');
    const kept = betterFile(await files.get([file.conversationId, file.fileId]), file);
    await Promise.all([
      ...(bytes && file.hash && kept.hash === file.hash
        ? [transaction.objectStore('objects').put(bytes, file.hash)]
        : []),
      files.put(kept),
      transaction.done,
    ]);
    return kept;
  },
  filesOf: (conversationId) => database.getAllFromIndex('files', 'conversationId', conversationId),
  filesFrom: async (conversationId) => (await database.get('conversations', conversationId))?.filesFrom,
  noteFilesFrom: async (conversationId, filesFrom) => {
    await room.toNote();
    const transaction = database.transaction('conversations', 'readwrite');
    const entry = await transaction.store.get(conversationId);
    await Promise.all([entry && transaction.store.put({ ...entry, filesFrom }), transaction.done]);
  },
  readObject: (key) => database.get('objects', key),
});
