import PQueue from 'p-queue';
import { type Listed, listConversations, listOrganizations, type Persist } from '@/utils/claude/client';
import type { ClientError } from '@/utils/claude/client-answer';
import type { BackupProblem } from '@/utils/export/manifest';
import { type BackupProgress, NOT_BEGUN } from '@/utils/library/backup-progress';
import { type CaptureEdges, captureConversation } from '@/utils/library/capture';
import type { Snapshot } from '@/utils/library/types';

export interface FullBackupEdges extends CaptureEdges {
  readonly persist: Persist;
  /** Ends requests under way. */
  readonly abort: () => void;
  readonly report: (progress: BackupProgress) => void;
}

export interface FullBackup {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  /** Never rejects for what the server does. */
  readonly finished: Promise<BackupProgress>;
}

interface Task extends Listed {
  readonly organizationId: string;
}

/** What asking on would only make worse: the user has to act first. */
const FATAL: readonly ClientError[] = ['challenge', 'signed-out'];

/** Captures every conversation of every organisation that chats. Each is on disk before its place in the queue is given on. */
export function startFullBackup(edges: FullBackupEdges): FullBackup {
  const queue = new PQueue({ concurrency: 3 });
  let progress = NOT_BEGUN;
  const update = (change: Partial<BackupProgress>) => {
    progress = { ...progress, ...change };
    edges.report(progress);
  };
  const isOver = () => progress.state === 'cancelled' || progress.state === 'stopped';
  const end = (change: Partial<BackupProgress>) => {
    update(change);
    edges.abort();
    queue.clear();
    queue.start();
  };
  const run: Run = { edges, queue, update, isOver, end, progress: () => progress };
  const finished = work(run).then(() => {
    if (!isOver()) update({ state: 'done' });
    return progress;
  });
  return {
    pause: () => {
      queue.pause();
      if (progress.state === 'running') update({ state: 'paused' });
    },
    resume: () => {
      queue.start();
      if (progress.state === 'paused') update({ state: 'running' });
    },
    cancel: () => {
      if (!isOver() && progress.state !== 'done') end({ state: 'cancelled' });
    },
    finished,
  };
}

interface Run {
  readonly edges: FullBackupEdges;
  readonly queue: PQueue;
  readonly update: (change: Partial<BackupProgress>) => void;
  readonly isOver: () => boolean;
  readonly end: (change: Partial<BackupProgress>) => void;
  readonly progress: () => BackupProgress;
}

async function work(run: Run): Promise<void> {
  const tasks = await listTasks(run);
  if (run.isOver()) return;
  const state = run.queue.isPaused ? 'paused' : 'running';
  run.update({ total: tasks.length, state });
  let left = await captureAll(run, tasks);
  // A second round at the end: an outage of some seconds in the middle must not leave a gap.
  if (!run.isOver() && left.length > 0) {
    const again = new Set(left.map((task) => task.uuid));
    const problems = run.progress().problems.filter((one) => !again.has(one.conversationId));
    run.update({ done: run.progress().done - left.length, problems });
    left = await captureAll(run, left);
  }
  await nameUnreached(run, left);
}

async function listTasks(run: Run): Promise<readonly Task[]> {
  const { fetch, signal, persist } = run.edges;
  run.update({});
  const organizations = await persist(() => listOrganizations(fetch, { signal }));
  if (!organizations.ok) {
    if (!run.isOver())
      run.end({
        state: 'stopped',
        stoppedBy: organizations.error,
        problems: [unlisted('', organizations.error)],
      });
    return [];
  }
  const tasks: Task[] = [];
  for (const { id, name } of organizations.value) {
    const listed = await listConversations(fetch, id, { signal, persist });
    if (listed.ok) tasks.push(...listed.value.map((row) => ({ ...row, organizationId: id })));
    else addProblem(run, unlisted(name, listed.error));
    if (!listed.ok && FATAL.includes(listed.error)) run.end({ state: 'stopped', stoppedBy: listed.error });
    if (run.isOver()) return [];
  }
  return tasks;
}

const unlisted = (title: string, why: string): BackupProblem => ({
  conversationId: '',
  title,
  kind: 'list-incomplete',
  why,
});

const addProblem = (run: Run, problem: BackupProblem): void =>
  run.update({ problems: [...run.progress().problems, problem] });

/** Returns the tasks that failed or were never reached. */
async function captureAll(run: Run, tasks: readonly Task[]): Promise<readonly Task[]> {
  const left = new Set(tasks);
  const jobs = tasks.map((task) => async () => {
    if (!run.isOver() && (await captureOne(run, task))) left.delete(task);
  });
  // Rejects for what `clear` takes out of the queue; those tasks are still in `left`.
  const all = run.queue.addAll(jobs).catch(() => undefined);
  await run.queue.onIdle();
  await all;
  return [...left];
}

/** The one catch of a capture: a full disk must cost this conversation, not the rest. */
const captureOne = (run: Run, task: Task): Promise<boolean> =>
  tryOne(run, task).catch(() => {
    addProblem(run, problemOf(task, 'not-captured', 'storage'));
    run.update({ done: run.progress().done + 1 });
    return false;
  });

const problemOf = (task: Task, kind: BackupProblem['kind'], why: string): BackupProblem => ({
  conversationId: task.uuid,
  title: task.name ?? '',
  kind,
  why,
});

/** What was never asked for is named as well. */
async function nameUnreached(run: Run, tasks: readonly Task[]): Promise<void> {
  const named = new Set(run.progress().problems.map((one) => one.conversationId));
  const why = run.progress().stoppedBy ?? 'cancelled';
  const problems = tasks
    .filter((task) => !named.has(task.uuid))
    .map(async (task) =>
      problemOf(task, (await run.edges.store.latest(task.uuid)) ? 'older-copy' : 'not-captured', why),
    );
  run.update({ problems: [...run.progress().problems, ...(await Promise.all(problems))] });
}

async function tryOne(run: Run, task: Task): Promise<boolean> {
  const { edges, progress } = run;
  if (isUnchanged(await edges.store.newest(task.uuid), task)) {
    run.update({ done: progress().done + 1, unchanged: progress().unchanged + 1 });
    return true;
  }
  const target = { organizationId: task.organizationId, conversationId: task.uuid };
  const result = await captureConversation(edges, target);
  const error = result.ok ? result.value.problem : result.error;
  if (error === null || run.isOver()) {
    if (error === null) run.update({ done: progress().done + 1 });
    return error === null;
  }
  const kind = result.ok ? 'older-copy' : 'not-captured';
  addProblem(run, problemOf(task, kind, error));
  run.update({ done: progress().done + 1 });
  if (FATAL.includes(error)) run.end({ state: 'stopped', stoppedBy: error });
  return false;
}

/** A branch switch leaves `updated_at` alone, so the leaf counts too. */
function isUnchanged(snapshot: Snapshot | undefined, listed: Listed): boolean {
  if (snapshot?.source !== 'api' || !snapshot.whole || !listed.updated_at) return false;
  return (
    snapshot.updatedAt === listed.updated_at && snapshot.leafId === (listed.current_leaf_message_uuid ?? null)
  );
}
