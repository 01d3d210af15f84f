import * as z from 'zod/mini';
import type { BackupProblem } from '@/utils/export/manifest';
import { RUN } from '@/utils/library/database';
import type { OpenLibrary } from '@/utils/library/opener';
import {
  BACKUP_STATES,
  type BackupProgress,
  isOver,
  NOT_BEGUN,
  type StopReason,
} from '@/utils/library/run/backup-progress';
import { diskRoom } from '@/utils/storage/room';

/** One conversation that is to be up to date when the run is over, as the list showed it. */
const ChatTaskSchema = z.object({
  organizationId: z.string(),
  uuid: z.string(),
  name: z.string(),
  updatedAt: z.nullable(z.string()),
  leafId: z.nullable(z.string()),
  /** Epoch ms when the list had been read: a capture of later is at least as new. */
  listedAt: z.number(),
});
export type ChatTask = z.infer<typeof ChatTaskSchema>;

const ProjectTaskSchema = z.object({ organizationId: z.string(), id: z.string(), name: z.string() });
export type ProjectTask = z.infer<typeof ProjectTaskSchema>;

/** What a run has to do, written down once: what of it is done, the library itself knows. */
const TasksSchema = z.object({
  /** Of the run. */
  startedAt: z.number(),
  chats: z.array(ChatTaskSchema),
  projects: z.array(ProjectTaskSchema),
  /** Organisations whose list was not whole, and why: who goes on must name them too. */
  unlisted: z.optional(z.array(z.object({ title: z.string(), why: z.string() }))),
});
export type Tasks = z.infer<typeof TasksSchema>;

const FilesSchema = z.object({ done: z.number(), total: z.number(), kept: z.number(), missing: z.number() });

const ProblemSchema = z.object({
  conversationId: z.string(),
  title: z.string(),
  kind: z.string(),
  why: z.string(),
});

const ProgressSchema = z.object({
  state: z.enum(BACKUP_STATES),
  total: z.number(),
  done: z.number(),
  unchanged: z.number(),
  projects: z.object({ done: z.number(), total: z.number() }),
  /** Absent in records of before there were any. */
  files: z.catch(FilesSchema, NOT_BEGUN.files),
  problems: z.array(ProblemSchema),
  stoppedBy: z.nullable(z.string()),
});

/** What the user wants of a run; it holds for whoever works on it, also after all of them have died. */
const WISHES = ['go', 'pause', 'cancel'] as const;
export type Wish = (typeof WISHES)[number];

const RecordSchema = z.object({
  /** Epoch ms; tells one run from the next. */
  startedAt: z.number(),
  /** ms between an answer and the next request; null: as long as the answer took, within bounds. */
  pauseMs: z.nullable(z.number()),
  /** Files are captured too; absent means no. */
  files: z.optional(z.boolean()),
  wish: z.enum(WISHES),
  progress: ProgressSchema,
  /** Its ZIP has been handed to the browser. */
  isSaved: z.boolean(),
});

export interface RunRecord extends Omit<z.infer<typeof RecordSchema>, 'progress'> {
  readonly progress: BackupProgress;
}

export interface RunChoices {
  /** Epoch ms. */
  readonly now: number;
  readonly pauseMs?: number | null;
  /** Whether files are captured too. */
  readonly files?: boolean;
}

/** The one full backup that is under way, or was last. */
export interface RunBook {
  /** undefined: there has never been one, or it can't be read. */
  readonly read: () => Promise<RunRecord | undefined>;
  /** Begins one, unless one is not over yet: then that one is to go on. */
  readonly begin: (choices: RunChoices) => Promise<RunRecord>;
  /** Written at the latest before the first conversation is asked for. */
  readonly keepTasks: (tasks: Tasks) => Promise<void>;
  /** undefined: the list has not been read to its end yet. */
  readonly tasks: (run: RunRecord) => Promise<Tasks | undefined>;
  /** Returns what the user wants meanwhile. */
  readonly keepProgress: (run: RunRecord, progress: BackupProgress) => Promise<Wish>;
  readonly want: (wish: Wish) => Promise<void>;
  readonly markSaved: () => Promise<void>;
}

const TASKS = 'full-backup-tasks';

const parseRecord = (value: unknown): RunRecord | undefined => {
  const parsed = RecordSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { progress } = parsed.data;
  const stoppedBy = progress.stoppedBy as StopReason | null;
  const problems = progress.problems as BackupProblem[];
  return { ...parsed.data, progress: { ...NOT_BEGUN, ...progress, problems, stoppedBy } };
};

export const createRunBook = (library: OpenLibrary): RunBook => {
  const read = async () => parseRecord(await (await library()).get('runs', RUN));
  /** Reads and writes in one transaction: pages and the background change it at the same time. */
  const change = async (next: (record: RunRecord) => RunRecord): Promise<RunRecord | undefined> => {
    await diskRoom.toNote();
    const transaction = (await library()).transaction('runs', 'readwrite');
    const record = parseRecord(await transaction.store.get(RUN));
    const changed = record && next(record);
    if (changed) await transaction.store.put(changed, RUN);
    await transaction.done;
    return changed;
  };
  return {
    read,
    begin: async ({ now, pauseMs = null, files = false }) => {
      await diskRoom.toNote();
      const transaction = (await library()).transaction('runs', 'readwrite', { durability: 'strict' });
      const before = parseRecord(await transaction.store.get(RUN));
      const isUnfinished = before !== undefined && !isOver(before.progress) && before.wish !== 'cancel';
      const record: RunRecord = isUnfinished
        ? { ...before, wish: 'go', files: files || before.files === true }
        : { startedAt: now, pauseMs, files, wish: 'go', progress: NOT_BEGUN, isSaved: false };
      await transaction.store.put(record, RUN);
      if (!isUnfinished) await transaction.store.delete(TASKS);
      await transaction.done;
      return record;
    },
    keepTasks: async (tasks) => {
      await diskRoom.toKeep(0);
      const transaction = (await library()).transaction('runs', 'readwrite', { durability: 'strict' });
      await transaction.store.put(tasks, TASKS);
      await transaction.done;
    },
    tasks: async (run) => {
      const parsed = TasksSchema.safeParse(await (await library()).get('runs', TASKS));
      return parsed.success && parsed.data.startedAt === run.startedAt ? parsed.data : undefined;
    },
    keepProgress: async (run, progress) => {
      const same = (record: RunRecord) => record.startedAt === run.startedAt;
      const kept = await change((record) => (same(record) ? { ...record, progress } : record));
      return kept && same(kept) ? kept.wish : 'cancel'; // another run has taken its place
    },
    want: async (wish) => void (await change((record) => ({ ...record, wish }))),
    markSaved: async () => void (await change((record) => ({ ...record, isSaved: true }))),
  };
};
