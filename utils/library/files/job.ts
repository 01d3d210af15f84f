import type { Persist } from '@/utils/claude/client';
import type { ClientError, Fetch } from '@/utils/claude/client-answer';
import type { NamedFile } from '@/utils/claude/files';
import { type Found, fetchFile } from '@/utils/library/files/fetch';
import { mediaTypeOf, nameFor } from '@/utils/library/files/media';
import { isFull } from '@/utils/library/full-disk';
import { inLanes } from '@/utils/library/run/lanes';
import type { Shelves } from '@/utils/library/shelves';
import type { StoredFile } from '@/utils/library/types';

export interface FileOptions {
  /** Asks once more for what is known not to be had, as a click does; a full backup doesn't. */
  readonly again?: boolean;
  /** Asks also for what is here already: it may be damaged. */
  readonly anew?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  /** Larger files are listed, not taken. */
  readonly maxFileBytes?: number;
  /** All files of this conversation together. */
  readonly maxTotalBytes?: number;
  readonly maxFiles?: number;
}

export interface MissingFile {
  readonly fileId: string;
  readonly name: string;
  readonly kind: StoredFile['kind'];
  /** Bytes; null when claude.ai doesn't say. */
  readonly announcedSize: number | null;
  /**
   * A client error's name, `wrong-size`, `too-many`, `cancelled`, `full` for a disk without room, `storage` for what else
   * may be wrong with it.
   */
  readonly why: string;
}

/** One conversation's files being fetched. */
export interface FileJob {
  readonly fetch: Fetch;
  readonly persist: Persist;
  readonly signal: AbortSignal | undefined;
  readonly saveFile: Shelves['saveFile'];
  /** Epoch ms. */
  readonly now: () => number;
  readonly options: FileOptions;
  readonly conversationId: string;
  readonly organizationIds: readonly string[];
  /** What the shelf held at the beginning, by `fileId`. */
  readonly before: ReadonlyMap<string, StoredFile>;
  readonly kept: StoredFile[];
  readonly missing: MissingFile[];
  /** Bytes kept so far. */
  bytes: number;
  /** Another try may bring more. */
  isOpen: boolean;
  /** Why nothing more is asked for. */
  stoppedBy: ClientError | 'cancelled' | 'full' | null;
}

const MAX_FILE_BYTES = 100 * 2 ** 20;
const MAX_TOTAL_BYTES = 2 ** 30;
const MAX_FILES = 1000;
const AT_A_TIME = 3;

/** What will be so next time as well. */
const LASTING = ['not-found', 'too-large', 'too-many', 'wrong-size', 'incomplete'];
const isLasting = (problem: string | null): boolean => problem === null || LASTING.includes(problem);

/** Some at a time, each on disk before the next is asked for. */
export async function fetchAll(job: FileJob, files: readonly NamedFile[]): Promise<void> {
  const { maxFiles = MAX_FILES, onProgress } = job.options;
  const taken = files.slice(0, maxFiles);
  for (const file of files.slice(maxFiles)) await lack(job, file, 'too-many');
  let done = 0;
  await inLanes(taken, AT_A_TIME, async (file) => {
    await fetchOne(job, file);
    done += 1;
    onProgress?.(done, taken.length);
  });
}

async function fetchOne(job: FileJob, file: NamedFile): Promise<void> {
  const before = job.before.get(file.fileId);
  if (before && isCurrent(before, file, job.options)) return tell(job, before);
  if (job.signal?.aborted) job.stoppedBy ??= 'cancelled';
  if (job.stoppedBy) return pass(job, file, job.stoppedBy);
  const maxBytes = Math.min(job.options.maxFileBytes ?? MAX_FILE_BYTES, bytesLeft(job));
  if (maxBytes <= 0 || (file.announcedSize ?? 0) > maxBytes) return lack(job, file, 'too-large');
  const answer = await fetchFile({ ...job, maxBytes }, file, job.organizationIds, job.conversationId);
  if (job.signal?.aborted) job.stoppedBy ??= 'cancelled';
  if (answer.state === 'stopped') job.stoppedBy ??= answer.by;
  if (answer.state === 'found') return take(job, file, answer);
  if (job.stoppedBy || answer.state === 'stopped') return pass(job, file, job.stoppedBy ?? 'cancelled');
  return lack(job, file, answer.why);
}

const bytesLeft = ({ options, bytes }: FileJob): number => (options.maxTotalBytes ?? MAX_TOTAL_BYTES) - bytes;

/** What is here already need not be asked for again, nor what is known not to be had. */
function isCurrent(before: StoredFile, file: NamedFile, { again = false, anew }: FileOptions): boolean {
  if (before.isImported || anew) return false;
  const isSettled = again ? before.problem === null : isLasting(before.problem);
  const isSameMade = file.madeAt === null || file.madeAt === (before.madeAt ?? null);
  const isSameSize = file.announcedSize === before.announcedSize || file.announcedSize === null;
  return isSettled && isSameMade && isSameSize;
}

function take(job: FileJob, file: NamedFile, { body, isStandIn, problem }: Found): Promise<void> {
  // Another one may have taken the room while this one was on its way.
  if (body.raw.byteLength > bytesLeft(job)) return lack(job, file, 'too-large');
  const mediaType = mediaTypeOf(body.raw, body.mediaType, file.mediaType);
  job.bytes += body.raw.byteLength;
  return save(job, body.raw, {
    ...factsOf(file),
    name: nameFor(file.name, mediaType, isStandIn),
    kind: isStandIn ? 'preview' : file.kind,
    mediaType,
    problem,
  });
}

/** Written down, so that nobody asks for it again and again, and everybody can read what is missing. */
const lack = (job: FileJob, file: NamedFile, why: string): Promise<void> =>
  save(job, null, { ...factsOf(file), problem: why });

type Facts = Omit<StoredFile, 'hash' | 'size' | 'conversationId' | 'capturedAt'>;
const factsOf = ({ fileId, name, kind, announcedSize, madeAt }: NamedFile): Omit<Facts, 'problem'> => ({
  fileId,
  name,
  kind,
  announcedSize,
  madeAt,
});

/** The one catch of a file: a full disk must cost what is not there yet, nothing else. */
export async function save(job: FileJob, bytes: Uint8Array<ArrayBuffer> | null, facts: Facts): Promise<void> {
  const { conversationId, now } = job;
  job.isOpen ||= !isLasting(facts.problem);
  try {
    tell(job, await job.saveFile(bytes, { ...facts, conversationId, capturedAt: now() }));
  } catch (error) {
    if (isFull(error)) job.stoppedBy ??= 'full';
    pass(job, facts, isFull(error) ? 'full' : 'storage');
  }
}

/** What was not even tried: the shelf stays as it is. */
function pass(job: FileJob, file: Omit<MissingFile, 'why'>, why: string): void {
  job.isOpen = true;
  const before = job.before.get(file.fileId);
  const { fileId, name, kind, announcedSize } = file;
  if (before?.hash) job.kept.push(before);
  else job.missing.push({ fileId, name, kind, announcedSize, why });
}

function tell(job: FileJob, stored: StoredFile): void {
  if (stored.hash !== null) job.kept.push(stored);
  else job.missing.push(missingOf(stored));
}

export const missingOf = ({ fileId, name, kind, announcedSize, problem }: StoredFile): MissingFile => ({
  fileId,
  name,
  kind,
  announcedSize,
  why: problem ?? 'not-found',
});
