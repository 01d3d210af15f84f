import { sendToTab } from '@/utils/browser/messages';
import { openInTab, reloadTab } from '@/utils/browser/tabs';
import type { BackgroundStep, FixId, PageStep, Step } from '@/utils/fixes/types';
import { attemptsOf } from '@/utils/signals/attempts';
import { last } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';
import { type Run, runs } from '@/utils/storage/items';
import type { Assessment } from './assess';

/** A try that the page doesn't begin within this time was not taken. */
const BEGIN_MS = 6_000;
/** What stays to be seen after a run is over. */
const SHOWN_MS = 60_000;

export interface Edges {
  readonly now: () => number;
  readonly saveConversation: (tabId: number) => Promise<unknown>;
  /** The run changed: show it. */
  readonly changed: (tabId: number) => void;
}

export interface Executor {
  readonly start: (tabId: number, fix: FixId, steps: readonly Step[]) => Promise<void>;
  readonly cancel: (tabId: number) => Promise<void>;
  readonly runOf: (tabId: number) => Promise<Run | null>;
  /** The tab has performed a step, or could not. */
  readonly reported: (tabId: number, runId: string, index: number, problem: string | null) => Promise<void>;
  /** The tab's page has begun anew. */
  readonly pageBegan: (tabId: number) => Promise<void>;
  /** Something new is known of the tab: a step that waits may be over. */
  readonly observed: (tabId: number, signals: readonly Signal[], seen: Assessment) => Promise<void>;
}

const isRunning = ({ state }: Run): boolean => state === 'waiting' || state === 'working';

/** The verbs that the tab performs; all others are the background's. */
const isPageStep = (step: Step): step is PageStep =>
  step.verb === 'wait' || step.verb === 'press-retry' || step.verb === 'fill-composer';

export function planExecutor(edges: Edges): Executor {
  const runOf = async (tabId: number): Promise<Run | null> => {
    const run = (await runs.get()).findLast((candidate) => candidate.tabId === tabId);
    return run && (isRunning(run) || edges.now() - run.stepAt < SHOWN_MS) ? run : null;
  };
  const running = async (tabId: number): Promise<Run | null> => {
    const run = await runOf(tabId);
    return run && isRunning(run) ? run : null;
  };
  const put = async (run: Run): Promise<void> => {
    await runs.update((all) => [...all.filter(({ tabId }) => tabId !== run.tabId), run]);
    edges.changed(run.tabId);
  };
  const finish = (run: Run, state: Run['state'], problem: string | null): Promise<void> =>
    put({ ...run, state, problem, until: null, stepAt: edges.now() });
  const advance = async (run: Run): Promise<void> => {
    const index = run.index + 1;
    const step = run.steps[index];
    if (!step) {
      // A plan that waits for an outcome ends early when it comes; at its end it has not come.
      const waited = run.steps.some(({ verb }) => verb === 'await-reply' || verb === 'await-recovery');
      return finish(run, waited ? 'failed' : 'done', waited ? 'still_failing' : null);
    }
    const now = edges.now();
    const waiting = step.verb === 'wait';
    const next: Run = {
      ...run,
      index,
      stepAt: now,
      state: waiting ? 'waiting' : 'working',
      until: waiting ? now + step.ms : null,
    };
    await put(next);
    await (isPageStep(step) ? inTab(next, step) : inBackground(next, step));
  };
  const inTab = async (run: Run, step: PageStep): Promise<void> => {
    const answer = await sendToTab(run.tabId, 'perform-step', { runId: run.id, index: run.index, step });
    if (!answer.ok) await finish(run, 'failed', 'tab_gone');
  };
  const inBackground = async (run: Run, step: BackgroundStep): Promise<void> => {
    switch (step.verb) {
      case 'save-conversation':
        await edges.saveConversation(run.tabId);
        return advance(run);
      case 'reload-tab':
        await reloadTab(run.tabId);
        return advance(run);
      case 'open-chat':
        await openInTab(run.tabId, `https://claude.ai${step.path}`);
        return advance(run);
      case 'await-page':
      case 'await-reply':
      case 'await-recovery':
        return; // goes on in `observed`, `pageBegan` or at its time limit
      default:
        return step satisfies never;
    }
  };
  return {
    runOf,
    start: async (tabId, fix, steps) => {
      if ((await running(tabId)) || steps.length === 0) return;
      const id = crypto.randomUUID();
      const blank = {
        id,
        tabId,
        fix,
        steps: [...steps],
        index: -1,
        stepAt: edges.now(),
        until: null,
        problem: null,
      };
      await advance({ ...blank, state: 'working' });
    },
    cancel: async (tabId) => {
      const run = await running(tabId);
      if (run) await finish(run, 'cancelled', null);
    },
    reported: async (tabId, runId, index, problem) => {
      const run = await running(tabId);
      if (run?.id !== runId || run.index !== index) return; // cancelled meanwhile
      await (problem === null ? advance(run) : finish(run, 'failed', problem));
    },
    pageBegan: async (tabId) => {
      const run = await running(tabId);
      const step = run?.steps[run.index];
      if (run && step?.verb === 'await-page') await advance(run);
      else if (run && step && isPageStep(step)) await finish(run, 'cancelled', null); // the user went elsewhere
    },
    observed: async (tabId, signals, seen) => {
      const run = await running(tabId);
      const step = run?.steps[run.index];
      if (!run || !step) return;
      const outcome = outcomeOf(step, run, signals, seen, edges.now());
      if (outcome === 'worked') await finish(run, 'done', null);
      else if (outcome === 'failed') await advance(run);
      else if (outcome !== 'open') await finish(run, 'failed', outcome);
    },
  };
}

/** What has become of a step that waits for something. */
function outcomeOf(
  step: Step,
  { stepAt }: Run,
  signals: readonly Signal[],
  seen: Assessment,
  now: number,
): 'worked' | 'failed' | 'open' | 'no_answer' | 'timeout' {
  const late = 'timeoutMs' in step && now - stepAt >= step.timeoutMs;
  if (step.verb === 'await-recovery') {
    if (last(signals, 'navigation-failed', stepAt)) return 'failed';
    const page = last(signals, 'page-loaded', stepAt);
    if (page) return page.document === 'app' || page.document === 'login' ? 'worked' : 'failed';
    return late ? 'failed' : 'open';
  }
  if (step.verb === 'await-reply') {
    const tries = attemptsOf(signals).filter(({ startedAt }) => startedAt >= stepAt - 500);
    if (tries.some(({ outputBegan, state }) => outputBegan || state === 'done')) return 'worked';
    if (tries.length === 0) return now - stepAt >= BEGIN_MS ? 'no_answer' : 'open';
    const failed = seen.findings.some(({ id, provisional }) => id === 'failed-send' && !provisional);
    if (failed && tries.at(-1)?.state === 'failed') return 'failed';
    return late ? 'timeout' : 'open';
  }
  return step.verb === 'await-page' && late ? 'timeout' : 'open';
}
