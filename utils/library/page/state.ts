import type { ArtifactHistory } from '@/utils/export/artifacts';
import type { Line } from '@/utils/export/turns';
import type { CheckOutput, CheckProgress } from '@/utils/library/check/check-types';
import type { ImportOutput, ImportProgress } from '@/utils/library/import/import-types';
import type { BackupProgress } from '@/utils/library/run/backup-progress';
import type { Hit } from '@/utils/library/search/search-types';
import type { StorageUse } from '@/utils/library/store';
import type { Snapshot, StoredFile } from '@/utils/library/types';

export interface Row {
  /** The best version. */
  readonly snapshot: Snapshot;
  /** Epoch ms since when claude.ai doesn't list it any more; null while it does. */
  readonly goneAt: number | null;
  /** Where the searched words stand; null without a search. */
  readonly hit: Hit | null;
}

/** What the list is narrowed to; '' is everything. */
export interface Filters {
  /** uuid, or `none` for chats outside of projects. */
  readonly project: string;
  readonly model: string;
  readonly source: string;
  /** `YYYY-MM-DD`, the first and the last day of the chat's last change. */
  readonly from: string;
  readonly to: string;
}
export const NO_FILTERS: Filters = { project: '', model: '', source: '', from: '', to: '' };

/** What there is to choose from. */
export interface Choices {
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly models: readonly string[];
  readonly sources: readonly Snapshot['source'][];
}

/** A conversation that can be read. */
export interface OpenReading {
  readonly state: 'open';
  readonly snapshot: Snapshot;
  /** Epoch ms; null while claude.ai lists it. */
  readonly goneAt: number | null;
  /** All versions kept, the last captured first. */
  readonly versions: readonly Snapshot[];
  readonly isBest: boolean;
  readonly projectName: string | null;
  readonly lines: readonly Line[];
  readonly artifacts: readonly ArtifactHistory[];
  /** False for a chat of nothing but talk: then there are no files to ask for. */
  readonly mayHaveFiles: boolean;
  /** What has been fetched of its files, and what could not be. */
  readonly files: readonly StoredFile[];
}

/** The conversation that is open, or why it can't be. */
export type Reading =
  | OpenReading
  | (Pick<OpenReading, 'snapshot' | 'versions' | 'goneAt' | 'isBest'> & { readonly state: 'unreadable' })
  | { readonly state: 'gone' };

/** What is said after a click, in one sentence. */
export type News =
  | {
      readonly kind:
        | 'copy-saved'
        | 'copy-failed'
        | 'copy-empty'
        | 'files-failed'
        | 'full'
        | 'deleted'
        | 'delete-busy'
        | 'not-deleted';
    }
  | { readonly kind: 'files-kept'; readonly kept: number; readonly missing: number };

export type CheckState =
  | ({ readonly state: 'running' } & CheckProgress)
  | ({ readonly state: 'done' } & CheckOutput)
  | { readonly state: 'failed' };

export type ImportState =
  | ({ readonly state: 'running' } & ImportProgress)
  | ({ readonly state: 'done' } & ImportOutput)
  | { readonly state: 'failed' };

/** Everything that the library page shows. */
export interface LibraryState {
  /** What the list shows; null until the library has been opened. */
  readonly rows: readonly Row[] | null;
  readonly use: StorageUse;
  /** As typed. */
  readonly query: string;
  readonly filters: Filters;
  readonly choices: Choices;
  /** null when no conversation is open. */
  readonly reading: Reading | null;
  /** Of the run that is under way, wherever, or has ended while this page was open; null before there is one. */
  readonly backup: BackupProgress | null;
  /** The ZIP of the backup was handed to the browser. */
  readonly backupSaved: boolean;
  /** How the last click ended. */
  readonly news: News | null;
  /** The browser's promise not to clear the library away by itself; null until it has answered. */
  readonly isProtected: boolean | null;
  readonly check: CheckState | null;
  readonly imported: ImportState | null;
  /** A ZIP or a file is being made; null otherwise. */
  readonly saving: { readonly done: number; readonly total: number } | null;
  /** Files of this conversation are being fetched. */
  readonly fetchingFiles: string | null;
  /** A backup of everything fetches files too. */
  readonly withFiles: boolean;
  /** Each answer is kept by itself; null until the settings have been read. */
  readonly automatic: boolean | null;
  /** Chats that are left out of that. */
  readonly leftOut: readonly string[];
}

export const START: LibraryState = {
  rows: null,
  use: { conversations: 0, versions: 0, bytes: 0 },
  query: '',
  filters: NO_FILTERS,
  choices: { projects: [], models: [], sources: [] },
  reading: null,
  backup: null,
  backupSaved: false,
  news: null,
  isProtected: null,
  check: null,
  imported: null,
  saving: null,
  fetchingFiles: null,
  withFiles: false,
  automatic: null,
  leftOut: [],
};
