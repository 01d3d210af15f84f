import { focusTab, openInTab, openTab, reloadPastCache, reloadTab, renewTab } from '@/utils/browser/tabs';
import { openPrivateWindow } from '@/utils/browser/windows';
import { SITE } from '@/utils/claude/addresses';
import { signOutPath } from '@/utils/claude/sign-out';
import { privateByHand } from '@/utils/fixes/try-private-window';
import type { Turn } from '@/utils/fixes/turn';
import type { FixContext, Step } from '@/utils/fixes/types';
import type { Run } from '@/utils/storage/items';
import { type CarryEdges, carryOver } from './carrying';
import { checkSession } from './session-steps';
import { clearOfSite } from './site-clearing';
import type { Performed } from './step-outcome';

/** How a step has ended. */
export interface Ended {
  /** As a word key; null when it is done. */
  readonly problem: string | null;
  /** What is left of the plan, where that isn't what was planned. */
  readonly rest?: readonly Step[];
  /** What comes before the rest. */
  readonly first?: readonly Step[];
}

export interface StepEdges extends CarryEdges {
  readonly now: () => number;
  readonly saveConversation: (tabId: number) => Promise<unknown>;
  readonly watchForBack: (tabId: number, failed: FixContext['failed']) => Promise<unknown>;
  /** Address of the page whose thread is blocked; null for a tab that is well. */
  readonly hungAt: (tabId: number) => Promise<string | null>;
  /** Checks every link of the chain, whatever is known. */
  readonly runChain: (tabId: number) => Promise<unknown>;
  /** Whether another try is polite now. */
  readonly turn: (tabId: number) => Promise<Turn>;
}

const DONE: Ended = { problem: null };
const LONGEST_LOOK_MS = 5_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const claude = (path: string): string => `${SITE}${path}`;

/** Performs one step. Rejects when the tab is gone. */
export async function performStep(edges: StepEdges, run: Run, step: Performed): Promise<Ended> {
  const { tabId } = run;
  switch (step.verb) {
    case 'clear-cache':
    case 'clear-data':
      return { problem: await clearOfSite(tabId, step) };
    case 'check-session': {
      const answer = await checkSession(tabId);
      return answer === 'in' ? { problem: null, rest: left(run).slice(step.skip) } : { problem: answer };
    }
    case 'carry-over':
      return carryOver(edges, tabId, step);
    case 'open-private-window':
      return (await openPrivateWindow(claude(step.path))) ? DONE : { problem: null, rest: privateByHand };
    case 'await-turn':
      return { problem: await awaitTurn(edges, tabId) };
    default:
      await justDo(edges, tabId, step);
      return DONE;
  }
}

type Told =
  | 'clear-cache'
  | 'clear-data'
  | 'check-session'
  | 'carry-over'
  | 'open-private-window'
  | 'await-turn';
type Plain = Exclude<Performed, { readonly verb: Told }>;

/** Steps that end well unless the tab is gone. */
async function justDo(edges: StepEdges, tabId: number, step: Plain): Promise<unknown> {
  switch (step.verb) {
    case 'save-conversation':
      return edges.saveConversation(tabId);
    case 'reload-tab':
    case 'hard-reload':
      return reload(edges, tabId, step.verb === 'hard-reload');
    case 'open-chat':
      return openInTab(tabId, claude(step.path));
    case 'sign-out-and-in':
      return openInTab(tabId, claude(signOutPath(step.returnTo)));
    case 'focus-tab':
      return focusTab(tabId);
    case 'watch-for-back':
      return edges.watchForBack(tabId, step.failed);
    case 'run-chain':
      return edges.runChain(tabId);
    case 'open-url':
      return openTab(step.url);
    default:
      return step satisfies never;
  }
}

const left = ({ steps, index }: Run): Step[] => steps.slice(index + 1);

async function reload({ hungAt }: StepEdges, tabId: number, pastCache: boolean): Promise<void> {
  const address = await hungAt(tabId);
  if (address !== null) await renewTab(tabId, address, pastCache);
  else await (pastCache ? reloadPastCache : reloadTab)(tabId);
}

async function awaitTurn({ now, turn }: StepEdges, tabId: number): Promise<string | null> {
  for (;;) {
    const next = await turn(tabId);
    if (next.go !== 'later') return next.go === 'now' ? null : next.problem;
    await pause(Math.min(Math.max(next.at - now(), 0), LONGEST_LOOK_MS));
  }
}
