import type { BackupProblem } from '@/utils/export/manifest';
import type { FormatId } from '@/utils/export/types';

/** What is to be written into a file. */
export interface ExportInput {
  /** null: everything that the library holds, the projects too. */
  readonly ids: readonly string[] | null;
  /** A format: of one chat that file alone, of several a ZIP that holds it beside the rest. */
  readonly format: FormatId | 'zip';
  readonly extensionVersion: string;
  /** Epoch ms; names the file. */
  readonly now: number;
  /** What is known to have failed before, such as conversations that could not be captured. */
  readonly problems?: readonly BackupProblem[];
  /** Where a ZIP is split. */
  readonly maxPartBytes?: number;
}

/** Counted in conversations. */
export interface ExportProgress {
  readonly done: number;
  readonly total: number;
}

export interface ExportedFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface ExportOutput {
  /** In their order; several where a ZIP had to be split; none when there was nothing to write. */
  readonly files: readonly ExportedFile[];
  /** Of the conversations asked for, how many are in it. */
  readonly conversations: number;
  /** What could not be put in, or only in part. */
  readonly problems: readonly BackupProblem[];
}
