/**
 * Is Claude back, for somebody who asked to be told? Told by what worked on this machine, never by the official closing alone, which
 * comes late (median 39 min) and now and then too soon. A page that loads says nothing of messages: where those failed,
 * only messages that went through are proof, several of them; all else is "probably". Where some got through all along, a success
 * says next to nothing: there it is told once, when a run of them makes it sure.
 */
import type { Outcome } from './outcomes';
import { type Recovery, recoveryOf } from './recovery';
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

/** Against chance: 200 to 1 where nothing had worked; where some got through all along, chance has many tries. */
const SURE = Math.log(200);
const SURE_IN_PARTS = Math.log(5_000);
/** Where nothing at all had worked before, one success makes it probable, when no failure has followed it for so long. */
export const HOLD_MS = 100_000;
/** The official page may close before the last failures are over. */
const CALM_MS = 30 * 60_000;
const READS = 2;
const READS_APART_MS = 30_000;

const NO: Judgement = { back: null, lookAt: null };
const yes = (at: number, sure: boolean): Judgement => ({ back: { at, sure }, lookAt: null });

export function backOf(waiting: Waiting, clues: Clues, now: number): Judgement {
  const recovery = recoveryOf(ofThisTrouble(relevant(waiting, clues.outcomes)));
  const own = byOwn(recovery, clues, now);
  if (own.back) return own;
  const silent =
    waiting.failed === 'document' ? byReads(recovery, clues) : byOfficial(waiting, recovery, clues, now);
  return silent.back ? silent : { back: null, lookAt: own.lookAt ?? silent.lookAt };
}

/** All that failed, and what has worked since the user asked. */
const relevant = ({ since, failed }: Waiting, outcomes: readonly Outcome[]): readonly Outcome[] => {
  const lastFailed = outcomes.findLast(({ ok }) => !ok)?.at ?? 0;
  return outcomes
    .filter(({ what }) => failed !== 'send' || what === 'send')
    .filter(({ ok, at }) => !ok || at >= since || at < lastFailed);
};

/** Failures so far apart, with messages between them that went through, are not one trouble. */
const APART_MS = 20 * 60_000;
const LEAST_BETWEEN = 3;

function ofThisTrouble(outcomes: readonly Outcome[]): readonly Outcome[] {
  let start = 0;
  let failed = -1;
  outcomes.forEach(({ ok, at }, index) => {
    if (ok) return;
    const before = outcomes[failed];
    if (before && index - failed > LEAST_BETWEEN && at - before.at > APART_MS) start = index;
    failed = index;
  });
  return outcomes.slice(start);
}

function byOwn(
  { count, firstAt, weight, failedAt, wasTotal }: Recovery,
  clues: Clues,
  now: number,
): Judgement {
  if (firstAt === null) return NO;
  if (count >= 2 && weight >= (wasTotal ? SURE : SURE_IN_PARTS)) return yes(firstAt, true);
  if (!wasTotal && failedAt !== null) return NO;
  if (now - firstAt < HOLD_MS) return { back: null, lookAt: firstAt + HOLD_MS };
  return clues.readsFail ? NO : yes(firstAt, false);
}

/** For a page that didn't load, a page that loads is the thing itself. */
function byReads({ failedAt }: Recovery, { readsAt, readsFail }: Clues): Judgement {
  const since = readsAt.filter((at) => at > (failedAt ?? 0));
  const [first] = since;
  const isEnough = since.length >= READS && (since.at(-1) ?? 0) - (first ?? 0) >= READS_APART_MS;
  return first !== undefined && isEnough && !readsFail ? yes(first, true) : NO;
}

/** Nobody here has sent anything: the official page has called it over, small reads work, and nothing has failed for a while. */
function byOfficial(
  { officialTroubleAt, since }: Waiting,
  { failedAt }: Recovery,
  { officialOkAt, readsAt, readsFail }: Clues,
  now: number,
): Judgement {
  if (officialTroubleAt === null || officialOkAt === null || officialOkAt <= officialTroubleAt) return NO;
  if (readsFail || (readsAt.at(-1) ?? 0) < officialTroubleAt) return NO;
  const calmSince = Math.max(failedAt ?? 0, since);
  if (now - calmSince < CALM_MS) return { back: null, lookAt: calmSince + CALM_MS };
  return yes(officialOkAt, false);
}
