/** Trouble on the user's side: short, and over when no tab shows it any more. One incident for all tabs. */
import { VERDICT_IDS, type VerdictId } from '@/utils/diagnosis/severity';
import type { Seen, Track, Tracked } from './track';
import { isYours } from './trouble';
import type { OwnIncident } from './types';

const MOST_EVIDENCE = 8;

export function trackYours(before: Track, seen: Seen, now: number, newId: () => string): Tracked {
  const { verdict, tabId } = seen;
  const shown = isYours(verdict.id) && !verdict.provisional ? verdict.id : null;
  const left = leave(before, tabId, shown, now);
  if (shown === null) return left;
  const holders = left.track.tabs[shown] ?? [];
  const incident = left.track.open.find((one) => one.verdict === shown);
  const tabs = holders.includes(tabId)
    ? left.track.tabs
    : { ...left.track.tabs, [shown]: [...holders, tabId] };
  if (!incident) {
    const first = begun(seen, now, newId());
    const open = [...left.track.open, first];
    return { track: { ...left.track, open, tabs }, changed: [...left.changed, first] };
  }
  const failedAt = Math.max(incident.failedAt, failedIn(seen));
  if (failedAt === incident.failedAt) return { ...left, track: { ...left.track, tabs } };
  const next = { ...incident, failedAt, failures: incident.failures + 1 };
  const open = left.track.open.map((one) => (one === incident ? next : one));
  return { track: { ...left.track, open, tabs }, changed: [...left.changed, next] };
}

/** The tab shows none of these any more but the one that is named. */
export function leave(before: Track, tabId: number, but: VerdictId | null, now: number): Tracked {
  const gone = VERDICT_IDS.filter((id) => id !== but && before.tabs[id]?.includes(tabId));
  if (gone.length === 0) return { track: before, changed: [] };
  const tabs = { ...before.tabs };
  for (const id of gone) tabs[id] = (tabs[id] ?? []).filter((holder) => holder !== tabId);
  const isOver = ({ verdict }: OwnIncident): boolean => gone.includes(verdict) && tabs[verdict]?.length === 0;
  const changed = before.open.filter(isOver).map((one) => ({
    ...one,
    endedAt: Math.max(now, one.startedAt),
    ending: 'seen' as const,
  }));
  return { track: { ...before, tabs, open: before.open.filter((one) => !isOver(one)) }, changed };
}

const failedIn = ({ verdict }: Seen): number => verdict.evidence[0]?.at ?? 0;

const begun = (seen: Seen, now: number, id: string): OwnIncident => {
  const { verdict, witnesses } = seen;
  const startedAt = Math.min(verdict.since ?? now, now);
  return {
    id,
    startedAt,
    endedAt: null,
    verdict: verdict.id,
    model: verdict.model,
    code: verdict.code,
    failures: 1,
    failedAt: Math.max(startedAt, failedIn(seen)),
    witnesses: [...witnesses],
    evidence: verdict.evidence.slice(0, MOST_EVIDENCE),
  };
};
