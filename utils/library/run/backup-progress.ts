import type { ClientError } from '@/utils/claude/client-answer';
import type { BackupProblem } from '@/utils/export/manifest';

export const BACKUP_STATES = ['listing', 'running', 'paused', 'done', 'cancelled', 'stopped'] as const;
type BackupState = (typeof BACKUP_STATES)[number];

/** `full`: there is no room for another conversation. */
export type StopReason = ClientError | 'full';

interface FilesProgress {
  /** Conversations. */
  readonly done: number;
  /** Conversations. */
  readonly total: number;
  /** Files, also of earlier. */
  readonly kept: number;
  /** Files that could not be had. */
  readonly missing: number;
}

export interface BackupProgress {
  readonly state: BackupState;
  /** Conversations that were listed; 0 while the list is read. */
  readonly total: number;
  /** Of these, how many are dealt with: captured, unchanged or failed. */
  readonly done: number;
  /** Not asked for, as nothing has changed since the last capture. */
  readonly unchanged: number;
  /** Projects, whose instructions and documents are captured after the conversations. */
  readonly projects: { readonly done: number; readonly total: number };
  /** Conversations whose files are captured last, and files; a total of 0 when none are wanted. */
  readonly files: FilesProgress;
  readonly problems: readonly BackupProblem[];
  /** What ended it early; null otherwise. */
  readonly stoppedBy: StopReason | null;
  /** Conversations a minute, of late; null until it is known. */
  readonly perMinute: number | null;
  /** ms until all are dealt with at this rate; null until it is known. */
  readonly leftMs: number | null;
  /** Epoch ms until which nothing is asked, as Claude wants or doesn't answer; null while it goes on. */
  readonly waitingUntil: number | null;
}

export const NOT_BEGUN: BackupProgress = {
  state: 'listing',
  total: 0,
  done: 0,
  unchanged: 0,
  projects: { done: 0, total: 0 },
  files: { done: 0, total: 0, kept: 0, missing: 0 },
  problems: [],
  stoppedBy: null,
  perMinute: null,
  leftMs: null,
  waitingUntil: null,
};

/** Nothing follows of itself. */
export const isOver = ({ state }: Pick<BackupProgress, 'state'>): boolean =>
  state === 'done' || state === 'cancelled' || state === 'stopped';
