import { isPageStep, isSurfaceStep } from '@/utils/fixes/step-kinds';
import type { FixId, PageStep, Step } from '@/utils/fixes/types';
import type { Signal } from '@/utils/signals/types';
import { type Run, runs } from '@/utils/storage/items';
import type { Assessment } from './assess';
import { type Ended, performStep, type StepEdges } from './background-steps';
import { isRunning, type RunSlots, runSlots } from './run-slot';
import { askSession } from './session-steps';
import { awaits, type Performed, stepOutcome } from './step-outcome';
import { orderStep } from './tab-steps';

export interface ExecutorEdges extends StepEdges {
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
  /** The tab is closed, or shows another site. A sign-in may lead over one, and comes back. */
  readonly forget: (tabId: number, isClosed: boolean) => Promise<void>;
  /** The tab has performed a step, or could not. */
  readonly reported: (tabId: number, runId: string, index: number, problem: string | null) => Promise<void>;
  /** Whoever shows the run has performed its step. */
  readonly surfaceEnded: (
    tabId: number,
    runId: string,
    index: number,
    problem: string | null,
  ) => Promise<void>;
  /** The tab's page has begun anew. Told twice of one `page` when the worker died over it: it is still the page that the step is for. */
  readonly pageBegan: (tabId: number, page: string | undefined) => Promise<void>;
  /** Something new is known of the tab: a step that waits may be over. */
  readonly observed: (tabId: number, signals: readonly Signal[], seen: Assessment) => Promise<void>;
}

interface Parts {
  readonly edges: ExecutorEdges;
  readonly slots: RunSlots;
}

const now = (run: Run): Step | undefined => run.steps[run.index];

export function planExecutor(edges: ExecutorEdges): Executor {
  const slots = runSlots(edges.now, edges.changed);
  const parts = { edges, slots };
  const stepEnded = stepEnding(parts);
  return {
    runOf: slots.of,
    resume: () => resume(parts),
    forget: (tabId, isClosed) =>
      slots.drop(tabId, (run) => !isClosed && isRunning(run) && now(run)?.verb === 'await-sign-in'),
    start: async (tabId, fix, steps) => {
      if (steps.length === 0) return;
      await advance(parts, {
        id: crypto.randomUUID(),
        tabId,
        fix,
        steps: [...steps],
        index: -1,
        state: 'working',
        startedAt: edges.now(),
        stepAt: edges.now(),
        until: null,
        problem: null,
      });
    },
    cancel: async (tabId) => {
      const run = await slots.running(tabId);
      if (run) await finish(parts, run, 'cancelled', null);
    },
    reported: stepEnded(isPageStep),
    surfaceEnded: stepEnded(isSurfaceStep),
    pageBegan: async (tabId, page) => {
      await askOthers(tabId);
      const run = await slots.running(tabId);
      const step = run && now(run);
      if (run && step?.verb === 'await-page') await advance(parts, { ...run, page });
      // The user went elsewhere: the page that the step was for is gone.
      else if (run && step && run.page !== page && (isPageStep(step) || step.verb === 'await-reply'))
        await finish(parts, run, 'cancelled', null);
    },
    observed: async (tabId, signals, seen) => {
      const run = await slots.running(tabId);
      const step = run && now(run);
      if (!run || !step || isSurfaceStep(step)) return; // the user takes as long as it takes
      const outcome = stepOutcome(step, run, signals, seen, edges.now());
      if (outcome === 'worked') await finish(parts, run, 'done', null);
      else if (outcome === 'passed' || outcome === 'failed') await advance(parts, run);
      else if (outcome === 'unsure') askSession(tabId);
      else if (outcome !== 'open') await finish(parts, run, 'failed', outcome);
    },
  };
}

/** All at once: what a tab behind a long step of another one was doing may be cancelled by the time that one is over. */
async function resume(parts: Parts): Promise<void> {
  const goOn = async (run: Run): Promise<void> => {
    const step = now(run);
    if (!step || !isRunning(run) || isSurfaceStep(step)) return;
    // What is waited for may have come meanwhile, or too much time may have gone by, also for a tab that will never report.
    if (awaits(step) || isPageStep(step)) parts.edges.changed(run.tabId);
    if (isPageStep(step)) await orderAgain(parts, run, step);
    else if (!awaits(step)) await inBackground(parts, run, step);
  };
  await Promise.all((await runs.get()).map(goOn));
}

/** A page that has begun meanwhile cancels what was for the one before it. */
const PAGE_FIRST_MS = 300;

/** The worker may have died before the tab heard of its step. One that has heard does it once, however often it is told. */
async function orderAgain({ slots }: Parts, run: Run, step: PageStep): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PAGE_FIRST_MS));
  const still = await slots.running(run.tabId);
  if (still?.id !== run.id || still.index !== run.index) return;
  await orderStep(run.tabId, { runId: run.id, index: run.index, step });
}

/** Who has signed in in one tab, by a link in a mail, is signed in in the one that waits for it. */
async function askOthers(tabId: number): Promise<void> {
  for (const run of await runs.get())
    if (run.tabId !== tabId && isRunning(run) && now(run)?.verb === 'await-sign-in') askSession(run.tabId);
}

/** Each reports its own steps only: a page that is not trusted can't answer for the user. */
const stepEnding =
  (parts: Parts) =>
  (isTheirs: (step: Step) => boolean): Executor['reported'] =>
  async (tabId, runId, index, problem) => {
    const run = await parts.slots.running(tabId);
    const step = run?.steps[index];
    if (run?.id !== runId || run.index !== index || !step || !isTheirs(step)) return; // cancelled meanwhile
    await ended(parts, run, { problem });
  };

async function finish(
  { edges, slots }: Parts,
  run: Run,
  state: Run['state'],
  problem: string | null,
): Promise<void> {
  await slots.swap(run, { ...run, state, problem, until: null, stepAt: edges.now() });
}

const ended = (parts: Parts, run: Run, { problem, rest, first = [] }: Ended): Promise<void> => {
  if (problem !== null) return finish(parts, run, 'failed', problem);
  const next = run.index + 1;
  const steps = [...run.steps.slice(0, next), ...first, ...(rest ?? run.steps.slice(next))];
  return advance(parts, { ...run, steps });
};

async function advance(parts: Parts, run: Run): Promise<void> {
  const index = run.index + 1;
  const step = run.steps[index];
  if (!step) {
    const { state, problem } = ending(run);
    return finish(parts, run, state, problem);
  }
  const stepAt = parts.edges.now();
  const waits = step.verb === 'wait';
  const next: Run = {
    ...run,
    index,
    stepAt,
    state: waits ? 'waiting' : 'working',
    until: waits ? stepAt + step.ms : null,
  };
  if (!(await parts.slots.swap(run.index < 0 ? null : run, next))) return;
  if (isSurfaceStep(step) || awaits(step)) return; // goes on in `surfaceEnded`, `observed`, `pageBegan`
  await (isPageStep(step) ? inTab(parts, next, step) : inBackground(parts, next, step));
}

/** A plan that waits for an outcome ends early when it comes; at its end it has not come. */
function ending({ steps }: Run): Pick<Run, 'state' | 'problem'> {
  const waited = steps.some(({ verb }) => verb === 'await-reply' || verb === 'await-recovery');
  return waited ? { state: 'failed', problem: 'still_failing' } : { state: 'done', problem: null };
}

async function inTab(parts: Parts, run: Run, step: PageStep): Promise<void> {
  if (await orderStep(run.tabId, { runId: run.id, index: run.index, step })) return;
  if (step.verb !== 'wait') return finish(parts, run, 'failed', 'tab_gone');
  // The browser's own error page holds no script of ours; waiting can be done from here.
  await new Promise((resolve) => setTimeout(resolve, step.ms));
  await advance(parts, run);
}

async function inBackground(parts: Parts, run: Run, step: Performed): Promise<void> {
  const end = await performStep(parts.edges, run, step).catch((): Ended => ({ problem: 'tab_gone' }));
  await ended(parts, run, end);
}
