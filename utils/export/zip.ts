import { deflateSync, Zip, ZipPassThrough } from 'fflate';

/** The oldest time a ZIP can hold. It has no time zone, so that every machine writes the same bytes. */
const MTIME = new Date(1980, 0, 1);

export interface ZipWriter {
  readonly add: (path: string, bytes: Uint8Array) => void;
  /** Ends the archive. */
  readonly finish: () => void;
  /** Bytes written so far. */
  readonly size: () => number;
}

/** Writes file by file; nothing is held but the list of them. The synchronous classes, as the others need blob workers. */
export function createZip(write: (chunk: Uint8Array) => void): ZipWriter {
  let size = 0;
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    size += chunk.byteLength;
    write(chunk);
  });
  return {
    add: (path, bytes) => {
      const file = isPacked(path) ? new ZipPassThrough(path) : deflated(path);
      file.mtime = MTIME;
      zip.add(file);
      file.push(bytes, true);
    },
    finish: () => zip.end(),
    size: () => size,
  };
}

/** Compressed already: trying again takes long and saves nothing. */
const isPacked = (path: string): boolean =>
  /\.(png|jpe?g|gif|webp|avif|heic|zip|gz|7z|mp[34]|m4a|mov|docx|xlsx|pptx|epub)$/i.test(path);

/** A table of 32 kB in the place of 256: as small and as quick for chats, and much less to clear away for each of them. */
const PACKING = { level: 6, mem: 2 } as const;

/** In one go: the archive keeps every file's object to its end, and a compressor that streams is 100 kB of it. */
function deflated(path: string): ZipPassThrough {
  const file = new ZipPassThrough(path);
  file.compression = 8;
  return Object.assign(file, {
    process: (chunk: Uint8Array, final: boolean) => file.ondata(null, deflateSync(chunk, PACKING), final),
  });
}
