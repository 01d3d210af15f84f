import { isPageStep } from '@/utils/fixes/step-kinds';
import type { BackgroundStep, PageStep, Step, SurfaceStep } from '@/utils/fixes/types';
import { attemptsOf } from '@/utils/signals/attempts';
import { FINAL_AT_ONCE, last } from '@/utils/signals/finality';
import type { Signal } from '@/utils/signals/types';
import type { Run } from '@/utils/storage/items';
import type { Assessment } from './assess';

/** A try that the page doesn't begin within this time was not taken. */
const BEGIN_MS = 6_000;
/** The page may begin its request a moment before the step is known to be done. */
const EARLY_MS = 500;

/** `worked` ends the plan, `failed` and `passed` go on with its next step, a problem ends it; `open`: wait on. */
export type StepOutcome =
  | ('worked' | 'failed' | 'passed' | 'open')
  /** The page looks as if somebody were signed in: ask. */
  | 'unsure'
  | ('no_answer' | 'timeout' | 'not_signed_in' | 'still_challenged');

/** Steps that end when something is seen of the tab, or at their time limit. Complete by its type. */
type AwaitStep = Extract<BackgroundStep, { readonly timeoutMs: number }>;
const AWAITED: Record<AwaitStep['verb'], true> = {
  'await-page': true,
  'await-reply': true,
  'await-recovery': true,
  'await-sign-in': true,
  'await-challenge': true,
};

export const awaits = (step: Step): step is AwaitStep => step.verb in AWAITED;

/** Steps that the background itself performs. */
export type Performed = Exclude<Step, AwaitStep | PageStep | SurfaceStep>;

/** What has become of a step that waits for something. Pure. */
export function stepOutcome(
  step: Step,
  run: Run,
  signals: readonly Signal[],
  seen: Assessment,
  now: number,
): StepOutcome {
  const late = now - run.stepAt >= limitMs(step);
  switch (step.verb) {
    case 'await-recovery':
      return recovered(signals, run.stepAt) ?? (late ? 'failed' : 'open');
    case 'wait':
    case 'await-turn':
      // claude.ai may have begun to try by itself before this step.
      return replied(signals, seen, run.startedAt ?? run.stepAt, now) === 'worked'
        ? 'worked'
        : late
          ? 'timeout'
          : 'open';
    case 'await-reply':
      return replied(signals, seen, run.stepAt, now) ?? (late ? 'timeout' : 'open');
    case 'await-sign-in':
      return signedIn(signals, run.stepAt) ?? (late ? 'not_signed_in' : 'open');
    case 'await-challenge':
      return isPassed(signals, run.stepAt) ? 'passed' : late ? 'still_challenged' : 'open';
    default:
      return late ? 'timeout' : 'open';
  }
}

/** What a tab performs is over within this time, or its answer was lost. */
const PAGE_STEP_MS = 20_000;
/** Clearing a large cache takes a while, and a server may ask for a minute. */
const OWN_STEP_MS = 2 * 60_000;
/** claude.ai's own waits may take this long. */
const TURN_MS = 4 * 60_000;

function limitMs(step: Step): number {
  if ('timeoutMs' in step) return step.timeoutMs;
  if (step.verb === 'await-turn') return TURN_MS;
  if (!isPageStep(step)) return OWN_STEP_MS;
  return step.verb === 'wait' ? step.ms + PAGE_STEP_MS : PAGE_STEP_MS;
}

/** A page of the app alone is no proof: it stands there for a moment before it leads to the sign-in. */
function signedIn(signals: readonly Signal[], since: number): StepOutcome | undefined {
  const page = last(signals, 'page-loaded', since);
  // Also at the sign-in: in another tab somebody may have signed in, by a link in a mail.
  if (page && last(signals, 'session-checked', page.at)?.state === 'in') return 'passed';
  return page?.document === 'app' ? 'unsure' : undefined;
}

/** The check is passed when claude.ai's own page stands there, or a call was answered. */
function isPassed(signals: readonly Signal[], since: number): boolean {
  const page = last(signals, 'page-loaded', since);
  const answer = last(signals, 'response-received', since);
  return page?.document === 'app' || page?.document === 'login' || answer?.failure === null;
}

function recovered(signals: readonly Signal[], since: number): StepOutcome | undefined {
  if (last(signals, 'navigation-failed', since)) return 'failed';
  const page = last(signals, 'page-loaded', since);
  if (!page) return undefined;
  return page.document === 'app' || page.document === 'login' ? 'worked' : 'failed';
}

function replied(
  signals: readonly Signal[],
  seen: Assessment,
  since: number,
  now: number,
): StepOutcome | undefined {
  const tries = attemptsOf(signals).filter(({ startedAt }) => startedAt >= since - EARLY_MS);
  if (tries.some(({ outputBegan, state }) => outputBegan || state === 'done')) return 'worked';
  if (tries.length === 0) return now - since >= BEGIN_MS ? 'no_answer' : undefined;
  const latest = tries.at(-1);
  // The user stopped it, or another try can't help: a limit, an ended session, a chat that is too long.
  const isOver = latest?.state === 'stopped' || (latest?.failure && FINAL_AT_ONCE.includes(latest.failure));
  if (isOver) return 'no_answer';
  const isFinal = seen.findings.some(
    ({ provisional, evidence }) => !provisional && evidence.failure !== undefined,
  );
  return isFinal && latest?.state === 'failed' ? 'failed' : undefined;
}
