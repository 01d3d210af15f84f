import { type BackupProblem, MANIFEST_PATH, type ManifestFile, makeManifest } from '@/utils/export/manifest';
import { createZip, type ZipWriter } from '@/utils/export/zip';
import { sha256 } from '@/utils/library/sha256';
import type { DiskFile, ExportDisk } from '@/utils/library/zip/disk';

/** One file on its way into the ZIP, and what the manifest says of it. */
export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly row: Omit<ManifestFile, 'sha256' | 'size'>;
  /** SHA-256 of the bytes, where it is known. */
  readonly sha256?: string;
}

export interface PartFacts {
  readonly extensionVersion: string;
  /** Epoch ms. */
  readonly madeAt: number;
  /** A part never grows beyond it, unless a single file is larger. */
  readonly maxPartBytes: number;
}

export interface Parts {
  readonly add: (file: Packed) => Promise<void>;
  /** The ZIPs in their order; each ends with its manifest, and only the last names the problems. */
  readonly finish: (problems: readonly BackupProblem[]) => Promise<readonly Blob[]>;
  readonly drop: () => Promise<void>;
}

/** More entries than a plain ZIP can count are left to the next part. */
const MAX_ENTRIES = 60_000;
/** Bytes that a file costs beside its content: two headers, and its row of the manifest. */
const ENTRY_BYTES = 1200;

interface Part {
  readonly file: DiskFile;
  readonly zip: ZipWriter;
  readonly rows: ManifestFile[];
}

/** One ZIP, or several where it gets too large for what has to open it. Only compressed bytes are held, on the disk. */
export function createParts(disk: ExportDisk, { extensionVersion, madeAt, maxPartBytes }: PartFacts): Parts {
  const done: Blob[] = [];
  let part: Part | undefined;
  const open = async (): Promise<Part> => {
    const file = await disk.create();
    return { file, zip: createZip(file.write), rows: [] };
  };
  const close = async ({ file, zip, rows }: Part, problems: readonly BackupProblem[], isLast: boolean) => {
    const isWhole = isLast && done.length === 0;
    const number = done.length + 1;
    const facts = { extensionVersion, madeAt, files: rows, problems };
    const manifest = makeManifest({ ...facts, part: isWhole ? null : { number, isLast } });
    zip.add(MANIFEST_PATH, new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`));
    zip.finish();
    done.push(await file.close('application/zip'));
  };
  const isFull = ({ zip, rows }: Part, next: number): boolean =>
    rows.length > 0 &&
    (rows.length >= MAX_ENTRIES || zip.size() + next + (rows.length + 1) * ENTRY_BYTES > maxPartBytes);
  return {
    add: async ({ bytes, row, sha256: known }) => {
      if (part && isFull(part, bytes.byteLength)) {
        await close(part, [], false);
        part = undefined;
      }
      part ??= await open();
      part.rows.push({ ...row, sha256: known ?? (await sha256(bytes)), size: bytes.byteLength });
      part.zip.add(row.path, bytes);
    },
    finish: async (problems) => {
      part ??= await open();
      await close(part, problems, true);
      part = undefined;
      return done;
    },
    drop: async () => part?.file.drop(),
  };
}
