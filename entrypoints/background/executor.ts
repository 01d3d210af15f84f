import { openInTab, reloadTab, renewTab } from '@/utils/browser/tabs';
import { isPageStep, isSurfaceStep } from '@/utils/fixes/step-kinds';
import type { BackgroundStep, FixContext, FixId, PageStep, Step } from '@/utils/fixes/types';
import type { Signal } from '@/utils/signals/types';
import { type Run, runs } from '@/utils/storage/items';
import type { Assessment } from './assess';
import { furtherStep } from './further-steps';
import { stepOutcome } from './step-outcome';
import { orderStep } from './tab-steps';

/** What stays to be seen after a run is over; a failure for longer, because it says what not to try again. */
const SHOWN_MS = 60_000;
const FAILED_MS = 10 * 60_000;

export interface ExecutorEdges {
  readonly now: () => number;
  readonly saveConversation: (tabId: number) => Promise<unknown>;
  readonly watchForBack: (tabId: number, failed: FixContext['failed']) => Promise<unknown>;
  /** Address of the page whose thread is blocked; null for a tab that is well. */
  readonly hungAt: (tabId: number) => Promise<string | null>;
  /** The run changed: show it. */
  readonly changed: (tabId: number) => void;
}

/** Performs plans step by step. What it knows is stored, so that a worker that died goes on where it was. */
export interface Executor {
  readonly start: (tabId: number, fix: FixId, steps: readonly Step[]) => Promise<void>;
  readonly cancel: (tabId: number) => Promise<void>;
  readonly runOf: (tabId: number) => Promise<Run | null>;
  /** The worker has begun anew: what it was in the middle of is done again. */
  readonly resume: () => Promise<void>;
  /** The tab is closed. */
  readonly forget: (tabId: number) => Promise<void>;
  /** The tab has performed a step, or could not. */
  readonly reported: (tabId: number, runId: string, index: number, problem: string | null) => Promise<void>;
  /** Whoever shows the run has performed its step. */
  readonly surfaceEnded: (
    tabId: number,
    runId: string,
    index: number,
    problem: string | null,
  ) => Promise<void>;
  /** The tab's page has begun anew. */
  readonly pageBegan: (tabId: number) => Promise<void>;
  /** Something new is known of the tab: a step that waits may be over. */
  readonly observed: (tabId: number, signals: readonly Signal[], seen: Assessment) => Promise<void>;
}

export function planExecutor(edges: ExecutorEdges): Executor {
  const running = (tabId: number) => runningIn(edges, tabId);
  const stepEnded = stepEnding(edges);
  return {
    runOf: (tabId) => runOf(edges, tabId),
    resume: async () => {
      for (const run of await runs.get()) {
        const step = run.steps[run.index];
        if (step && isRunning(run) && !isPageStep(step) && !isSurfaceStep(step))
          await inBackground(edges, run, step);
      }
    },
    forget: async (tabId) => {
      await runs.update((all) =>
        all.some((run) => run.tabId === tabId) ? all.filter((run) => run.tabId !== tabId) : all,
      );
    },
    start: async (tabId, fix, steps) => {
      if (steps.length === 0) return;
      await advance(edges, {
        id: crypto.randomUUID(),
        tabId,
        fix,
        steps: [...steps],
        index: -1,
        state: 'working',
        stepAt: edges.now(),
        until: null,
        problem: null,
      });
    },
    cancel: async (tabId) => {
      const run = await running(tabId);
      if (run) await finish(edges, run, 'cancelled', null);
    },
    reported: stepEnded(isPageStep),
    surfaceEnded: stepEnded(isSurfaceStep),
    pageBegan: async (tabId) => {
      const run = await running(tabId);
      const step = run?.steps[run.index];
      if (run && step?.verb === 'await-page') await advance(edges, run);
      // The user went elsewhere: the page that the step was for is gone.
      else if (run && step && (isPageStep(step) || step.verb === 'await-reply'))
        await finish(edges, run, 'cancelled', null);
    },
    observed: async (tabId, signals, seen) => {
      const run = await running(tabId);
      const step = run?.steps[run.index];
      if (!run || !step || isSurfaceStep(step)) return; // the user takes as long as it takes
      const outcome = stepOutcome(step, run, signals, seen, edges.now());
      if (outcome === 'worked') await finish(edges, run, 'done', null);
      else if (outcome === 'failed') await advance(edges, run);
      else if (outcome !== 'open') await finish(edges, run, 'failed', outcome);
    },
  };
}

const isRunning = ({ state }: Run): boolean => state === 'waiting' || state === 'working';

async function runningIn(edges: ExecutorEdges, tabId: number): Promise<Run | null> {
  const run = await runOf(edges, tabId);
  return run && isRunning(run) ? run : null;
}

/** Each reports its own steps only: a page that is not trusted can't answer for the user. */
const stepEnding =
  (edges: ExecutorEdges) =>
  (isTheirs: (step: Step) => boolean): Executor['reported'] =>
  async (tabId, runId, index, problem) => {
    const run = await runningIn(edges, tabId);
    const step = run?.steps[index];
    if (run?.id !== runId || run.index !== index || !step || !isTheirs(step)) return; // cancelled meanwhile
    await (problem === null ? advance(edges, run) : finish(edges, run, 'failed', problem));
  };

async function runOf({ now }: ExecutorEdges, tabId: number): Promise<Run | null> {
  const run = (await runs.get()).findLast((candidate) => candidate.tabId === tabId);
  return run && (isRunning(run) || now() - run.stepAt < (run.state === 'failed' ? FAILED_MS : SHOWN_MS))
    ? run
    : null;
}

/** Takes a run from one state to the next, unless somebody else has done so: each step is performed once. */
async function swap({ changed }: ExecutorEdges, from: Run | null, to: Run): Promise<boolean> {
  let mine = false;
  await runs.update((all) => {
    const stored = all.findLast(({ tabId }) => tabId === to.tabId);
    const busy = stored !== undefined && isRunning(stored);
    mine = from ? busy && stored.id === from.id && stored.index === from.index : !busy;
    return mine ? [...all.filter(({ tabId }) => tabId !== to.tabId), to] : all;
  });
  if (mine) changed(to.tabId);
  return mine;
}

async function finish(
  edges: ExecutorEdges,
  run: Run,
  state: Run['state'],
  problem: string | null,
): Promise<void> {
  await swap(edges, run, { ...run, state, problem, until: null, stepAt: edges.now() });
}

async function advance(edges: ExecutorEdges, run: Run): Promise<void> {
  const index = run.index + 1;
  const step = run.steps[index];
  if (!step) {
    const { state, problem } = ending(run);
    return finish(edges, run, state, problem);
  }
  const stepAt = edges.now();
  const waits = step.verb === 'wait';
  const next: Run = {
    ...run,
    index,
    stepAt,
    state: waits ? 'waiting' : 'working',
    until: waits ? stepAt + step.ms : null,
  };
  if (!(await swap(edges, run.index < 0 ? null : run, next))) return;
  if (isSurfaceStep(step)) return;
  await (isPageStep(step) ? inTab(edges, next, step) : inBackground(edges, next, step));
}

/** A plan that waits for an outcome ends early when it comes; at its end it has not come. */
function ending({ steps }: Run): Pick<Run, 'state' | 'problem'> {
  const waited = steps.some(({ verb }) => verb === 'await-reply' || verb === 'await-recovery');
  return waited ? { state: 'failed', problem: 'still_failing' } : { state: 'done', problem: null };
}

async function inTab(edges: ExecutorEdges, run: Run, step: PageStep): Promise<void> {
  if (await orderStep(run.tabId, { runId: run.id, index: run.index, step })) return;
  if (step.verb !== 'wait') return finish(edges, run, 'failed', 'tab_gone');
  // The browser's own error page holds no script of ours; waiting can be done from here.
  await new Promise((resolve) => setTimeout(resolve, step.ms));
  await advance(edges, run);
}

async function inBackground(edges: ExecutorEdges, run: Run, step: BackgroundStep): Promise<void> {
  switch (step.verb) {
    case 'save-conversation':
      await edges.saveConversation(run.tabId);
      return advance(edges, run);
    case 'reload-tab': {
      const hungAt = await edges.hungAt(run.tabId);
      await (hungAt === null ? reloadTab(run.tabId) : renewTab(run.tabId, hungAt));
      return advance(edges, run);
    }
    case 'open-chat':
      await openInTab(run.tabId, `https://claude.ai${step.path}`);
      return advance(edges, run);
    case 'watch-for-back':
      await edges.watchForBack(run.tabId, step.failed);
      return advance(edges, run);
    case 'await-page':
    case 'await-reply':
    case 'await-recovery':
      return; // goes on in `observed`, `pageBegan` or at its time limit
    default: {
      const problem = await furtherStep(run.tabId, step);
      return problem === null ? advance(edges, run) : finish(edges, run, 'failed', problem);
    }
  }
}
