/** The watch for the end, as it ships, on one machine: the official page polled, what worked and failed, and when it is told. */

import type { Verdict } from '@/utils/diagnosis/types';
import { backOf, type Waiting } from '@/utils/incidents/back';
import { keptOutcomes } from '@/utils/incidents/kept-outcomes';
import type { Outcome } from '@/utils/incidents/outcomes';
import { EMPTY_TRACK, type Track } from '@/utils/incidents/track';
import type { Back, OwnIncident } from '@/utils/incidents/types';
import { witnessedBy } from '@/utils/incidents/witnessed';
import type { Signal } from '@/utils/signals/types';
import type { Report, Witness } from '@/utils/status/types';
import { MINUTE } from './incident-world.ts';

const QUIET_MS = 5 * MINUTE;
const TROUBLE_MS = MINUTE;

export interface Told extends Back {
  readonly toldAt: number;
  /** Epoch ms at which it had been asked for. */
  readonly since: number;
}

export interface Machine {
  /** Lets time pass up to then, and hears these. */
  readonly hear: (now: number, ...signals: readonly Signal[]) => void;
  readonly pass: (now: number) => void;
  readonly watch: (now: number) => void;
  readonly isWatching: () => boolean;
  /** Minutes in which the badge told of trouble at Claude's, or of trouble that can't be told. */
  readonly litMs: () => number;
  /** Times at which a verdict began to be announced. */
  readonly announced: readonly { readonly at: number; readonly id: Verdict['id'] }[];
  readonly incidents: ReadonlyMap<string, OwnIncident>;
  readonly told: readonly Told[];
}

export interface Outside {
  readonly official: (now: number) => Report;
  /** Whether claude.ai answers a small read. */
  readonly reads: (now: number) => boolean;
  /** ms by which this machine's polls are shifted. */
  readonly phase: number;
}

/** What is known on the machine; changed as time goes on. */
export interface Memory {
  now: number;
  signals: Signal[];
  track: Track;
  witness: Witness | null;
  recheckAt: number;
  pollAt: number;
  severity: string;
  litMs: number;
  waiting: Waiting | null;
  lookAt: number;
  readsAt: number[];
  readsFail: boolean;
}

export const atFirst = (start: number, { phase }: Outside): Memory => ({
  ...{ now: start, signals: [], track: EMPTY_TRACK, witness: null, severity: 'none', litMs: 0 },
  ...{ recheckAt: Infinity, lookAt: Infinity, pollAt: start + phase },
  ...{ waiting: null, readsAt: [], readsFail: false },
});

export const passing =
  (is: Memory, outside: Outside, look: () => void) =>
  (until: number): void => {
    for (;;) {
      const next = Math.min(is.recheckAt, is.pollAt, is.lookAt);
      if (next > until) break;
      elapse(is, next);
      if (next === is.pollAt) poll(is, outside);
      look();
    }
    elapse(is, until);
  };

/** Only the watch, as it ships: what came of each request is taken from its signals as they come. For many people at once. */
export function watchFrom(start: number, outside: Outside): Machine {
  const is = atFirst(start, outside);
  let model: string | null = null;
  const told: Told[] = [];
  const look = (): void => {
    is.severity = is.waiting ? 'claude' : 'none';
    lookForBack(is, told);
  };
  const pass = passing(is, outside, look);
  return {
    pass,
    hear: (now, ...signals) => {
      pass(now);
      for (const signal of signals) if (signal.kind === 'page-context') model = signal.model;
      const fresh = signals.flatMap((signal) => outcomeOf(signal, model));
      const outcomes = [...is.track.outcomes, ...fresh];
      is.track = { ...is.track, outcomes: keptOutcomes(outcomes, now) };
      look();
    },
    watch: (now) => {
      is.waiting = { since: now, failed: 'send', officialTroubleAt: null };
    },
    isWatching: () => is.waiting !== null,
    ...{ litMs: () => 0, announced: [], incidents: new Map(), told },
  };
}

function outcomeOf(signal: Signal, model: string | null): Outcome[] {
  const base = { what: 'send' as const, at: signal.at, model, isPrivate: false };
  if (signal.kind === 'reply-began') return [{ ...base, key: signal.id, ok: true, code: null }];
  const failed = signal.kind === 'response-received' && signal.failure !== null && signal.failure !== 'limit';
  return failed ? [{ ...base, key: signal.id, ok: false, code: String(signal.status) }] : [];
}

function elapse(is: Memory, to: number): void {
  if (is.severity === 'claude' || is.severity === 'claude-down' || is.severity === 'unknown')
    is.litMs += Math.max(0, to - is.now);
  is.now = Math.max(is.now, to);
}

function poll(is: Memory, { official, reads }: Outside): void {
  is.witness = { ...official(is.now), id: 'claude-status-page', answeredAt: is.now, askedAt: is.now };
  is.pollAt = is.now + (is.severity === 'none' ? QUIET_MS : TROUBLE_MS);
  if (is.waiting?.officialTroubleAt == null) return;
  is.readsFail = !reads(is.now);
  if (!is.readsFail) is.readsAt.push(is.now);
}

/** As the background does it. */
export function lookForBack(is: Memory, told: Told[]): void {
  is.lookAt = Infinity;
  if (!is.waiting) return;
  const { state, answeredAt } = is.witness ?? { state: 'unknown', answeredAt: null };
  const model = is.track.outcomes.findLast(({ ok }) => !ok)?.model ?? null;
  const isHit = is.witness !== null && witnessedBy([is.witness], model).length > 0;
  if (isHit) is.waiting = { ...is.waiting, officialTroubleAt: answeredAt };
  const clues = {
    outcomes: is.track.outcomes,
    readsAt: is.readsAt,
    readsFail: is.readsFail,
    officialOkAt: state === 'ok' ? answeredAt : null,
  };
  const { back, lookAt } = backOf(is.waiting, clues, is.now);
  if (lookAt !== null && lookAt > is.now) is.lookAt = lookAt;
  if (!back) return;
  // The watch ends here. What would have been proven later is looked at all the same: the rule has to hold.
  const failedAt = is.track.outcomes.findLast(({ ok }) => !ok)?.at ?? 0;
  const isTold = told.some(
    ({ by, at, since }) => by === 'first' && at > failedAt && since === is.waiting?.since,
  );
  if (back.by !== 'first' || !isTold) told.push({ ...back, toldAt: is.now, since: is.waiting.since });
  if (back.by !== 'first') is.waiting = null;
}
