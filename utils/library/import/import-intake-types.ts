import type { ManifestFile } from '@/utils/export/manifest';
import type { ImportOutput, ImportTrouble } from '@/utils/library/import/import-types';
import type { Shelves } from '@/utils/library/shelves';
import type { LibraryStore } from '@/utils/library/store';

export interface IntakeEdges {
  readonly store: Pick<LibraryStore, 'saveSnapshot' | 'versionsOf' | 'readRaw'>;
  readonly shelves: Pick<Shelves, 'saveProject' | 'projects' | 'saveFile' | 'filesOf'>;
  /** Epoch ms. */
  readonly now: number;
}

/** Where a piece comes from. */
export interface Origin {
  readonly file: string;
  readonly where: string;
  /** What the manifest of a ZIP of ours says of it. */
  readonly row?: ManifestFile | undefined;
}

/** Counted up as they come. */
export type Counts = {
  -readonly [K in 'conversations' | 'added' | 'merged' | 'known' | 'projects' | 'files']: number;
};
export type Report = (what: ImportTrouble, origin: Origin, title?: string) => void;

export interface Intake {
  readonly counts: Counts;
  readonly report: Report;
  /**
   * A conversation, or a project: they are told by their shape. `other`: a record of claude.ai's export that is neither. Throws
   * `trouble` for what is nothing of all that.
   */
  readonly json: (bytes: Uint8Array<ArrayBuffer>, origin: Origin) => Promise<'taken' | 'other'>;
  /** The bytes of a file that came with a conversation. */
  readonly file: (bytes: Uint8Array<ArrayBuffer>, row: ManifestFile) => Promise<void>;
  /** How much was found so far, problems too. */
  readonly seen: () => number;
  readonly result: () => Omit<ImportOutput, 'full'>;
}
