import type { Persist } from '@/utils/claude/client';
import type { BackupProblem } from '@/utils/export/manifest';
import { captureConversation } from '@/utils/library/capture';
import { isFull } from '@/utils/library/full-disk';
import { clearingUp } from '@/utils/library/memory-pressure';
import type { BackupProgress, StopReason } from '@/utils/library/run/backup-progress';
import { captureRunFiles } from '@/utils/library/run/files';
import { isFresh } from '@/utils/library/run/freshness';
import { inLanes } from '@/utils/library/run/lanes';
import { listTasks, unlisted } from '@/utils/library/run/list';
import { restMs } from '@/utils/library/run/pace';
import { captureProjects } from '@/utils/library/run/projects';
import type { ChatTask } from '@/utils/library/run/record';
import { createRun, FATAL, type FullBackupEdges, type Run } from '@/utils/library/run/run';

export interface FullBackup {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  /** Stops working on it without ending it. */
  readonly letGo: () => void;
  /** Never rejects for what the server does. */
  readonly finished: Promise<BackupProgress>;
}

const AT_A_TIME = 3;

/** Captures everything of every organisation. Each conversation is on disk before its lane asks for the next. */
export function startFullBackup(edges: FullBackupEdges): FullBackup {
  const run = createRun(edges);
  const finished = work(run)
    .catch((error: unknown) => {
      if (!isFull(error)) throw error;
      run.end({ state: 'stopped', stoppedBy: 'full' }); // not even a list had room: asking on would not help
    })
    .then(() => {
      run.end({ state: 'done' }); // unless it is over already
      return run.progress();
    });
  const { pause, resume, letGo } = run;
  return { pause, resume, letGo, cancel: () => run.end({ state: 'cancelled' }), finished };
}

async function work(run: Run): Promise<void> {
  const tasks = run.edges.tasks ?? (await listTasks(run));
  if (!tasks) return;
  const { chats } = tasks;
  // Whoever worked on it before has named what it could not have; all of that is tried again.
  const problems = (tasks.unlisted ?? []).map(({ title, why }) => unlisted(title, why));
  const projects = { done: 0, total: tasks.projects.length };
  run.update({ total: chats.length, done: 0, unchanged: 0, problems, projects });
  run.enter('running');
  let left = await captureAll(run, await stale(run, chats));
  // A second round at the end: an outage of some seconds in the middle must not leave a gap.
  if (!run.isOver() && left.length > 0) {
    const again = new Set(left.map((task) => task.uuid));
    const others = run.progress().problems.filter((one) => !again.has(one.conversationId));
    run.update({ done: run.progress().done - left.length, problems: others });
    left = await captureAll(run, left, true);
  }
  if (!run.isOver()) await captureProjects(run, tasks.projects);
  if (!run.isOver()) await captureRunFiles(run, chats);
  await nameUnreached(run, left);
}

/** Those that are not up to date. */
async function stale(run: Run, tasks: readonly ChatTask[]): Promise<readonly ChatTask[]> {
  const found: ChatTask[] = [];
  let unchanged = 0;
  await inLanes(tasks, 20, async (task) => {
    const state = await isFresh(run.edges, task);
    if (!state) found.push(task);
    else if (state === 'unchanged') unchanged += 1;
  });
  run.update({ done: tasks.length - found.length, unchanged });
  return found;
}

interface Round {
  readonly isLast: boolean;
  /** Epoch ms; just before, the library was compared with the list. */
  readonly begunAt: number;
}

/** Returns the tasks that failed or were never reached. */
async function captureAll(
  run: Run,
  tasks: readonly ChatTask[],
  isLast = false,
): Promise<readonly ChatTask[]> {
  const left = new Set(tasks);
  const round: Round = { isLast, begunAt: run.edges.now() };
  let begun = 0;
  const clear = clearingUp();
  await inLanes(tasks, AT_A_TIME, async (task) => {
    begun += 1;
    if (begun <= AT_A_TIME) await run.edges.sleep(headStartMs(run, begun));
    await run.gate.passed();
    await run.hold.passed();
    if (!run.isOver() && (await captureOne(run, task, round))) left.delete(task);
    clear();
  });
  return [...left];
}

/** The lanes of a run with pauses of its own begin one after the other, so that not all ask at the same moment ever after. */
const headStartMs = ({ edges }: Run, lane: number): number => ((lane - 1) * (edges.pauseMs ?? 0)) / AT_A_TIME;

/** The one catch of a capture: what can't be stored must cost this conversation, not the rest. */
const captureOne = (run: Run, task: ChatTask, round: Round): Promise<boolean> =>
  tryOne(run, task, round).catch((error: unknown) => {
    run.addProblem(problemOf(task, 'not-captured', isFull(error) ? 'full' : 'storage'));
    run.step();
    if (isFull(error)) run.end({ state: 'stopped', stoppedBy: 'full' });
    return false;
  });

/** A conversation may be captured by itself meanwhile; worth a look where the last one is some time ago. */
const LOOK_AGAIN_MS = 30_000;

const isFreshNow = async ({ edges }: Run, task: ChatTask, { begunAt }: Round): Promise<boolean> =>
  edges.now() - begunAt > LOOK_AGAIN_MS && (await isFresh(edges, task)) !== undefined;

async function tryOne(run: Run, task: ChatTask, round: Round): Promise<boolean> {
  const { edges } = run;
  if (await isFreshNow(run, task, round)) {
    run.step();
    return true;
  }
  const { persist, rest } = timed(run);
  const target = { organizationId: task.organizationId, conversationId: task.uuid };
  const result = await captureConversation({ ...edges, persist }, target);
  const error = result.ok ? result.value.problem : result.error;
  if (error === null) {
    run.hold.succeeded();
    run.step();
    await rest();
    return true;
  }
  if (run.isOver()) return false;
  run.addProblem(problemOf(task, result.ok ? 'older-copy' : 'not-captured', error));
  run.step();
  if (FATAL.includes(error)) run.end({ state: 'stopped', stoppedBy: error });
  else if (error !== 'not-found' && !round.isLast && run.hold.failed() === 'give-up')
    run.end({ state: 'stopped', stoppedBy: error });
  return false;
}

/** Notes when the last answer came and how long it took; storing it counts as part of the pause. */
function timed({ edges, persist }: Run): { persist: Persist; rest: () => Promise<void> } {
  let answeredAt = 0;
  let answerMs = 0;
  return {
    persist: (ask) =>
      persist(async () => {
        const askedAt = edges.now();
        const answer = await ask();
        answeredAt = edges.now();
        answerMs = answeredAt - askedAt;
        return answer;
      }),
    rest: async () => {
      const left = answeredAt + restMs(edges.pauseMs, answerMs) - edges.now();
      if (left > 0) await edges.sleep(left);
    },
  };
}

const problemOf = (task: ChatTask, kind: BackupProblem['kind'], why: string): BackupProblem => ({
  conversationId: task.uuid,
  title: task.name,
  kind,
  why,
});

/** What was never asked for is named as well, once it is over for good. */
async function nameUnreached(run: Run, tasks: readonly ChatTask[]): Promise<void> {
  const { state, stoppedBy, problems } = run.progress();
  if (state !== 'cancelled' && state !== 'stopped') return;
  const named = new Set(problems.map((one) => one.conversationId));
  const why: StopReason | 'cancelled' = stoppedBy ?? 'cancelled';
  const missed = await Promise.all(
    tasks
      .filter((task) => !named.has(task.uuid))
      .map(async (task) =>
        problemOf(task, (await run.edges.store.latest(task.uuid)) ? 'older-copy' : 'not-captured', why),
      ),
  );
  run.update({ problems: [...run.progress().problems, ...missed] });
}
