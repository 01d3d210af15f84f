/** Lifeline on one machine with one tab: its detectors, its verdict, its log and its watch, as they ship; only clock and network are played. */

import { assess } from '@/entrypoints/background/assess';
import { SEVERITIES } from '@/utils/diagnosis/severity';
import type { Verdict } from '@/utils/diagnosis/types';
import { NO_LOAD } from '@/utils/fixes/try-load';
import { backOf, type Waiting } from '@/utils/incidents/back';
import { outcomesOf } from '@/utils/incidents/outcomes';
import { EMPTY_TRACK, settle, type Track, track } from '@/utils/incidents/track';
import { isClaudes } from '@/utils/incidents/trouble';
import type { Back, OwnIncident } from '@/utils/incidents/types';
import { witnessedBy } from '@/utils/incidents/witnessed';
import type { Signal } from '@/utils/signals/types';
import { USUAL } from '@/utils/status/incident-history';
import type { Report, Witness } from '@/utils/status/types';
import { MINUTE } from './incident-world.ts';

const TAB = 1;
const KEPT_MS = 15 * MINUTE;
const MOST = 250;
const STANDING: readonly Signal['kind'][] = ['page-context', 'page-loaded', 'banner'];
const QUIET_MS = 5 * MINUTE;
const TROUBLE_MS = MINUTE;

export interface Told extends Back {
  readonly toldAt: number;
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
interface Memory {
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

export function machineFrom(start: number, outside: Outside): Machine {
  const is: Memory = {
    ...{ now: start, signals: [], track: EMPTY_TRACK, witness: null, severity: 'none', litMs: 0 },
    ...{ recheckAt: Infinity, lookAt: Infinity, pollAt: start + outside.phase },
    ...{ waiting: null, readsAt: [], readsFail: false },
  };
  const announced: { at: number; id: Verdict['id'] }[] = [];
  const incidents = new Map<string, OwnIncident>();
  const told: Told[] = [];
  const look = (): void => {
    const { verdict, severity } = judged(is);
    if (severity !== 'none' && is.severity === 'none') announced.push({ at: is.now, id: verdict.id });
    is.severity = severity;
    const witnesses = witnessedBy(is.witness ? [is.witness] : [], verdict.model);
    const seen = {
      tabId: TAB,
      isPrivate: false,
      verdict,
      outcomes: outcomesOf(is.signals, TAB, false),
      witnesses,
    };
    const step = track(is.track, seen, is.now, () => `own-${incidents.size}`);
    is.track = step.track;
    for (const one of step.changed) incidents.set(one.id, one);
    lookForBack(is, told);
  };
  const pass = (until: number): void => {
    for (;;) {
      const next = Math.min(is.recheckAt, is.pollAt, is.lookAt);
      if (next > until) break;
      elapse(is, next);
      if (next === is.pollAt) poll(is, outside);
      look();
    }
    elapse(is, until);
  };
  return {
    pass,
    hear: (now, ...signals) => {
      pass(now);
      is.signals = kept([...is.signals, ...signals], now);
      look();
    },
    watch: (now) => {
      is.waiting = { since: now, failed: 'send', officialTroubleAt: null };
    },
    isWatching: () => is.waiting !== null,
    litMs: () => is.litMs,
    announced,
    incidents,
    told,
  };
}

/** As the background keeps them. */
function kept(signals: readonly Signal[], now: number): Signal[] {
  const standing = STANDING.map((kind) => signals.findLast((signal) => signal.kind === kind));
  return signals.filter((signal) => now - signal.at < KEPT_MS || standing.includes(signal)).slice(-MOST);
}

function elapse(is: Memory, to: number): void {
  if (is.severity === 'claude' || is.severity === 'claude-down' || is.severity === 'unknown')
    is.litMs += Math.max(0, to - is.now);
  is.now = Math.max(is.now, to);
}

function judged(is: Memory): { verdict: Verdict; severity: string } {
  const open = settle(is.track, is.now).track.open.find(({ verdict }) => isClaudes(verdict));
  const { view, concerns, recheckAt } = assess(
    {
      tabId: TAB,
      record: { signals: is.signals, dismissed: null, composerIsEmpty: true },
      witnesses: is.witness ? [is.witness] : [],
      probes: [],
      history: { incident: open ?? null, usual: USUAL },
      watching: is.waiting !== null,
      drafts: { typed: null, sent: null },
      ...{ half: null, run: null, load: NO_LOAD, book: null, backup: null },
    },
    is.now,
    [0.5, 0.5, 0.5],
  );
  is.recheckAt = recheckAt !== null && recheckAt > is.now ? recheckAt : Infinity;
  const { id, provisional } = view.verdict;
  return { verdict: view.verdict, severity: provisional || !concerns ? 'none' : SEVERITIES[id] };
}

function poll(is: Memory, { official, reads }: Outside): void {
  is.witness = { ...official(is.now), id: 'claude-status-page', answeredAt: is.now, askedAt: is.now };
  is.pollAt = is.now + (is.severity === 'none' ? QUIET_MS : TROUBLE_MS);
  if (is.waiting?.officialTroubleAt == null) return;
  is.readsFail = !reads(is.now);
  if (!is.readsFail) is.readsAt.push(is.now);
}

/** As the background does it. */
function lookForBack(is: Memory, told: Told[]): void {
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
  told.push({ ...back, toldAt: is.now });
  is.waiting = null;
}
