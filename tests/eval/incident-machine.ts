/** Lifeline on one machine with one tab: its detectors, its verdict, its log and its watch, as they ship; only clock and network are played. */

import { assess } from '@/entrypoints/background/assess';
import { SEVERITIES } from '@/utils/diagnosis/severity';
import type { Verdict } from '@/utils/diagnosis/types';
import { NO_LOAD } from '@/utils/fixes/try-load';
import { outcomesOf } from '@/utils/incidents/outcomes';
import { settle, track } from '@/utils/incidents/track';
import { isClaudes } from '@/utils/incidents/trouble';
import type { OwnIncident } from '@/utils/incidents/types';
import { witnessedBy } from '@/utils/incidents/witnessed';
import type { Signal } from '@/utils/signals/types';
import { USUAL } from '@/utils/status/incident-history';
import {
  atFirst,
  lookForBack,
  type Machine,
  type Memory,
  type Outside,
  passing,
  type Told,
} from './incident-watch.ts';
import { MINUTE } from './incident-world.ts';

const TAB = 1;
const KEPT_MS = 15 * MINUTE;
const MOST = 250;
const STANDING: readonly Signal['kind'][] = ['page-context', 'page-loaded', 'banner'];

export function machineFrom(start: number, outside: Outside): Machine {
  const is = atFirst(start, outside);
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
  const pass = passing(is, outside, look);
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
