import type { Line } from '@/utils/export/turns';
import type { BackupProgress } from '@/utils/library/backup-progress';
import type { StorageUse } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';

/** The conversation that is open, or why it can't be. */
export type Reading =
  | { readonly state: 'open'; readonly snapshot: Snapshot; readonly lines: readonly Line[] }
  | { readonly state: 'unreadable'; readonly snapshot: Snapshot }
  | { readonly state: 'gone' };

/** What is said after a click, in one sentence. */
export type News =
  | { readonly kind: 'copy-saved' | 'copy-failed' | 'import-failed' }
  | { readonly kind: 'imported'; readonly conversations: number };

/** Everything that the library page shows. */
export interface LibraryState {
  /** What the list shows; null until the library has been opened. */
  readonly rows: readonly Snapshot[] | null;
  readonly use: StorageUse;
  /** As typed. */
  readonly query: string;
  /** null when no conversation is open. */
  readonly reading: Reading | null;
  /** null before the first one in this tab. */
  readonly backup: BackupProgress | null;
  /** The ZIP of the backup was handed to the browser. */
  readonly backupSaved: boolean;
  /** How the last click ended. */
  readonly news: News | null;
}

export const START: LibraryState = {
  rows: null,
  use: { conversations: 0, versions: 0, bytes: 0 },
  query: '',
  reading: null,
  backup: null,
  backupSaved: false,
  news: null,
};
