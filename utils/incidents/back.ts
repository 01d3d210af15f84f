/**
 * Is Claude back, for somebody who asked to be told? That it works is told by what worked on this machine alone, when a run of it can't
 * be luck (`proof.ts`): that is never early, and seldom soon. So where nothing at all had got through, the first that does is told
 * within two minutes, as what it is. A page that loads says nothing of messages. Where nobody here sends anything, the official page's
 * closing is passed on as its own word, no more: it comes late (median 39 min), and now and then too soon.
 */
import type { Outcome } from './outcomes';
import { proofOf } from './proof';
import { telling } from './recovery';
import type { Back } from './types';

/** What the user waits for. */
export interface Waiting {
  /** Epoch ms at which the user asked. */
  readonly since: number;
  readonly failed: 'send' | 'document' | 'other';
  /** Epoch ms at which the official page last spoke of trouble with the chat; null when it hasn't since. */
  readonly officialTroubleAt: number | null;
}

export interface Clues {
  /** Of all tabs, oldest first. */
  readonly outcomes: readonly Outcome[];
  /** Epoch ms at which claude.ai answered our own small reads, oldest first; and whether one of them fails now. */
  readonly readsAt: readonly number[];
  readonly readsFail: boolean;
  /** Epoch ms of the official page's latest word that all is well with the chat; null when it says something else, or nothing. */
  readonly officialOkAt: number | null;
}

export interface Judgement {
  readonly back: Back | null;
  /** Epoch ms at which to judge again without anything new; null for never. */
  readonly lookAt: number | null;
}

/** Other trouble than what the page has closed may go on: of nine incidents it told of seven within so long. */
const CALM_MS = 60 * 60_000;
const READS = 2;
const READS_APART_MS = 30_000;

const NO: Judgement = { back: null, lookAt: null };
const yes = (at: number, by: Back['by']): Judgement => ({ back: { at, by }, lookAt: null });

export function backOf(waiting: Waiting, clues: Clues, now: number): Judgement {
  const outcomes = telling(relevant(waiting, clues.outcomes));
  const proof = proofOf(counted(outcomes));
  if (proof) return yes(proof.at, 'run');
  const first = byFirst(outcomes, clues, now);
  if (first.back) return first;
  const failedAt = outcomes.findLast(({ ok }) => !ok)?.at ?? 0;
  const silent =
    waiting.failed === 'document' ? byReads(failedAt, clues) : byOfficial(waiting, failedAt, clues, now);
  return silent.back ? silent : { back: null, lookAt: first.lookAt ?? silent.lookAt };
}

/** Where nothing had got through, the first that does is news, and is told as just that, when nothing has failed for so long. */
const HOLD_MS = 100_000;

function byFirst(outcomes: readonly Outcome[], { readsFail }: Clues, now: number): Judgement {
  const trouble = ofThisTrouble(outcomes);
  const last = trouble.findLastIndex(({ ok }) => !ok);
  const first = trouble[last + 1];
  if (last < 0 || first === undefined || trouble.slice(0, last).some(({ ok }) => ok)) return NO;
  if (now - first.at < HOLD_MS) return { back: null, lookAt: first.at + HOLD_MS };
  return readsFail ? NO : yes(first.at, 'first');
}

/** Failures so far apart, with messages between them that went through, are not one trouble. */
const APART_MS = 20 * 60_000;
const LEAST_BETWEEN = 3;

/** From its first failure on. */
function ofThisTrouble(outcomes: readonly Outcome[]): readonly Outcome[] {
  let start = Math.max(
    outcomes.findIndex(({ ok }) => !ok),
    0,
  );
  let failed = -1;
  outcomes.forEach(({ ok, at }, index) => {
    if (ok) return;
    const before = outcomes[failed];
    if (before && index - failed > LEAST_BETWEEN && at - before.at > APART_MS) start = index;
    failed = index;
  });
  return outcomes.slice(start);
}

/** All that failed, and what has worked since the user asked. */
const relevant = ({ since, failed }: Waiting, outcomes: readonly Outcome[]): readonly Outcome[] => {
  const lastFailed = outcomes.findLast(({ ok }) => !ok)?.at ?? 0;
  return outcomes
    .filter(({ what }) => failed !== 'send' || what === 'send')
    .filter(({ ok, at }) => !ok || at >= since || at < lastFailed);
};

/** What belongs together counts once: the tries that the page makes by itself, and all that one page loads. Each message that worked is one. */
const ONE_FAILURE_MS = 60_000;
const ONE_PAGE_MS = 10_000;

function counted(outcomes: readonly Outcome[]): readonly Outcome[] {
  const kept: Outcome[] = [];
  for (const outcome of outcomes) {
    const before = kept.at(-1);
    const sinceMs = outcome.at - (before?.at ?? Number.NEGATIVE_INFINITY);
    const isSame = before?.ok === outcome.ok && before.what === outcome.what;
    if (isSame && !outcome.ok && sinceMs < ONE_FAILURE_MS) continue;
    if (isSame && outcome.ok && outcome.what !== 'send' && sinceMs < ONE_PAGE_MS) continue;
    kept.push(outcome);
  }
  return kept;
}

/** For a page that didn't load, a page that loads is the thing itself. */
function byReads(failedAt: number, { readsAt, readsFail }: Clues): Judgement {
  const since = readsAt.filter((at) => at > failedAt);
  const [first] = since;
  const isEnough = since.length >= READS && (since.at(-1) ?? 0) - (first ?? 0) >= READS_APART_MS;
  return first !== undefined && isEnough && !readsFail ? yes(first, 'run') : NO;
}

/** The official page has called it over, small reads work, and nothing has failed for as long as the page may be late. */
function byOfficial(
  { officialTroubleAt, since }: Waiting,
  failedAt: number,
  { officialOkAt, readsAt, readsFail }: Clues,
  now: number,
): Judgement {
  if (officialTroubleAt === null || officialOkAt === null || officialOkAt <= officialTroubleAt) return NO;
  // What failed here since it last spoke of trouble, it doesn't know of.
  if (failedAt > officialTroubleAt) return NO;
  if (readsFail || (readsAt.at(-1) ?? 0) < officialTroubleAt) return NO;
  const calmSince = Math.max(failedAt, since);
  if (now - calmSince < CALM_MS) return { back: null, lookAt: calmSince + CALM_MS };
  return yes(officialOkAt, 'page');
}
