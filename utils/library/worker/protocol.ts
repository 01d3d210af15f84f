import type { CheckInput, CheckOutput, CheckProgress } from '@/utils/library/check/check-types';
import type { ChatDeleted } from '@/utils/library/delete/chat';
import type { FilesCaptured } from '@/utils/library/files/files';
import type { ImportInput, ImportOutput, ImportProgress } from '@/utils/library/import/import-types';
import type { ReadInput } from '@/utils/library/page/reading';
import type { Listing } from '@/utils/library/page/rows';
import type { Reading } from '@/utils/library/page/state';
import type { BackupProgress } from '@/utils/library/run/backup-progress';
import type {
  ExcerptsInput,
  Hit,
  SearchInput,
  SearchOutput,
  SearchProgress,
} from '@/utils/library/search/search-types';
import type { ExportInput, ExportOutput, ExportProgress } from '@/utils/library/zip/export-types';
import type { Result } from '@/utils/result';

/**
 * What the library's worker can be asked for. Everything here crosses a `postMessage`: plain data, byte arrays and blobs.
 * A job more is a line here, one in entrypoints/library-worker/jobs.ts, and a file beside that.
 */
interface Jobs {
  /** Works on the full backup that is unfinished, as soon as nobody else does; null: there is none, or it was let go. */
  'full-backup': { input: null; progress: BackupProgress; output: BackupProgress | null };
  search: { input: SearchInput; progress: SearchProgress; output: SearchOutput };
  /** The places of hits beyond the first rows, as they come into view. */
  excerpts: { input: ExcerptsInput; progress: SearchProgress; output: readonly Hit[] };
  /** Makes the first search quick, in passing; at once when there is nothing new. */
  words: { input: null; progress: SearchProgress; output: Record<string, never> };
  check: { input: CheckInput; progress: CheckProgress; output: CheckOutput };
  import: { input: ImportInput; progress: ImportProgress; output: ImportOutput };
  export: { input: ExportInput; progress: ExportProgress; output: ExportOutput };
  /** The files of a chat, as far as they can be had. */
  files: {
    input: { readonly conversationId: string };
    progress: { readonly done: number; readonly total: number };
    output: FilesCaptured;
  };
  /** Takes a chat out of the library for good. */
  delete: { input: { readonly conversationId: string }; progress: never; output: ChatDeleted };
  /** The whole list, and what stands above it. */
  list: { input: null; progress: never; output: Listing };
  /** One chat in the form in which it is read. */
  read: { input: ReadInput; progress: never; output: Reading };
}

export type JobName = keyof Jobs;
export type JobInput<N extends JobName> = Jobs[N]['input'];
export type JobProgress<N extends JobName> = Jobs[N]['progress'];
type JobOutput<N extends JobName> = Jobs[N]['output'];

/** `full`: the disk or the browser's share of it. `failed`: an exception in the job. `gone`: the worker itself died. */
export type JobError = 'cancelled' | 'full' | 'failed' | 'gone';
export type JobAnswer<N extends JobName> = Result<JobOutput<N>, JobError>;

/** To the worker. */
export type Ask =
  | { readonly id: number; readonly job: JobName; readonly input: unknown }
  | { readonly id: number; readonly cancel: true };

/** From the worker; the last one for an `id` holds the answer. */
export type Tell =
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly answer: Result<unknown, JobError> };

/** What a job is given besides its input. */
export interface JobTools<N extends JobName> {
  readonly report: (progress: JobProgress<N>) => void;
  /** Aborted when the answer isn't wanted any more; a job that takes long looks at it between two pieces. */
  readonly signal: AbortSignal;
}

export type Job<N extends JobName> = (input: JobInput<N>, tools: JobTools<N>) => Promise<JobOutput<N>>;
export type JobTable = { readonly [N in JobName]: Job<N> };
