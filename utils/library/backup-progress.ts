import type { ClientError } from '@/utils/claude/client-answer';
import type { BackupProblem } from '@/utils/export/manifest';

export type BackupState = 'listing' | 'running' | 'paused' | 'done' | 'cancelled' | 'stopped';

export interface BackupProgress {
  readonly state: BackupState;
  /** Conversations that were listed; 0 while the list is read. */
  readonly total: number;
  /** Of these, how many are dealt with: captured, unchanged or failed. */
  readonly done: number;
  /** Not asked for, as nothing has changed since the last capture. */
  readonly unchanged: number;
  readonly problems: readonly BackupProblem[];
  /** What ended it early; null otherwise. */
  readonly stoppedBy: ClientError | null;
}

export const NOT_BEGUN: BackupProgress = {
  state: 'listing',
  total: 0,
  done: 0,
  unchanged: 0,
  problems: [],
  stoppedBy: null,
};
