/** Somewhere to write files whose size isn't known yet. */
export interface ExportDisk {
  readonly create: () => Promise<DiskFile>;
}

export interface DiskFile {
  readonly write: (chunk: Uint8Array) => void;
  /** All that was written. It stands on the disk where there is one. */
  readonly close: (mediaType: string) => Promise<Blob>;
  /** Leaves nothing behind. */
  readonly drop: () => Promise<void>;
}

const FOLDER = 'exports';
const BLOCK_BYTES = 2 ** 20;

/** As much of the browser's private disk as is used; handles that write at once are in dedicated workers only. */
interface Handle {
  readonly write: (bytes: Uint8Array, at: { at: number }) => number;
  readonly flush: () => void;
  readonly close: () => void;
}
type FileHandle = FileSystemFileHandle & { readonly createSyncAccessHandle: () => Promise<Handle> };

/** The browser's private disk, or its memory where there is none, as in Firefox's private windows. */
export const openExportDisk = (): ExportDisk => ({
  create: async () => {
    try {
      return await createOnDisk();
    } catch {
      return createInMemory();
    }
  },
});

const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

async function createOnDisk(): Promise<DiskFile> {
  const directory = await folder();
  const name = `${crypto.randomUUID()}.zip`; // browsers read the type off the name
  const file = (await directory.getFileHandle(name, { create: true })) as FileHandle;
  const handle = await file.createSyncAccessHandle();
  const block = new Uint8Array(BLOCK_BYTES);
  let filled = 0;
  let at = 0;
  const put = (bytes: Uint8Array): void => {
    const written = handle.write(bytes, { at });
    if (written !== bytes.byteLength) throw new DOMException('The disk is full.', 'QuotaExceededError');
    at += written;
  };
  const flush = (): void => {
    if (filled > 0) put(block.subarray(0, filled));
    filled = 0;
  };
  return {
    write: (chunk) => {
      if (filled + chunk.byteLength > BLOCK_BYTES) flush();
      if (chunk.byteLength > BLOCK_BYTES) return put(chunk);
      block.set(chunk, filled);
      filled += chunk.byteLength;
    },
    close: async () => {
      flush();
      handle.flush();
      handle.close();
      return file.getFile();
    },
    drop: async () => {
      handle.close();
      await directory.removeEntry(name);
    },
  };
}

/** Blobs of the size of a block: browsers put what is much of them onto the disk. */
export function createInMemory(): DiskFile {
  const blobs: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const flush = (): void => {
    blobs.push(new Blob(chunks));
    chunks = [];
    size = 0;
  };
  return {
    write: (chunk) => {
      chunks.push(new Uint8Array(chunk));
      size += chunk.byteLength;
      if (size >= BLOCK_BYTES) flush();
    },
    close: async (mediaType) => {
      flush();
      return new Blob(blobs, { type: mediaType });
    },
    drop: async () => {
      blobs.length = 0;
      chunks = [];
    },
  };
}

/** A browser that copies a file into the downloads has it by then. */
const KEEP_MS = 10 * 60_000;

/** What earlier exports have left: each stays until the browser has surely taken it. */
export async function sweepExports(now: number): Promise<void> {
  const directory = await folder().catch(() => undefined);
  if (!directory) return;
  for await (const handle of directory.values()) {
    const isOld =
      handle.kind === 'file' &&
      now - (await (handle as FileSystemFileHandle).getFile()).lastModified > KEEP_MS;
    // One that is being written can't be removed.
    if (isOld) await directory.removeEntry(handle.name).catch(() => undefined);
  }
}
