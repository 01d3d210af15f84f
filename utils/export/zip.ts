import { Zip, ZipDeflate } from 'fflate';

/** The oldest time a ZIP can hold. It has no time zone, so that every machine writes the same bytes. */
const MTIME = new Date(1980, 0, 1);

export interface ZipWriter {
  readonly add: (path: string, bytes: Uint8Array) => void;
  /** Ends the archive and returns all of it. */
  readonly finish: () => Uint8Array<ArrayBuffer>;
}

/** Compresses file by file; only compressed bytes are held. The synchronous classes, as the others need blob workers. */
export function createZip(): ZipWriter {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  return {
    add: (path, bytes) => {
      const file = new ZipDeflate(path, { level: 6 });
      file.mtime = MTIME;
      zip.add(file);
      file.push(bytes, true);
    },
    finish: () => {
      zip.end();
      return concatenate(chunks);
    },
  };
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
