/**
 * Opens, keeps and closes incidents. Trouble of Claude's is one incident for all tabs: several failures open it, or one and a
 * witness; several successes close it. What is on the user's side lasts as long as some tab says so. Pure.
 */
import * as z from 'zod/mini';
import type { Verdict } from '@/utils/diagnosis/types';
import { keptOutcomes } from './kept-outcomes';
import { type Outcome, OutcomeSchema } from './outcomes';
import { recoveryOf } from './recovery';
import { guessedEnd, isClaudes, isGraver } from './trouble';
import { type OwnIncident, OwnIncidentSchema } from './types';
import { trackYours } from './yours';

export const TrackSchema = z.object({
  /** Of all tabs, oldest first. */
  outcomes: z.array(OutcomeSchema),
  open: z.array(OwnIncidentSchema),
  /** Failures that claude.ai's page has given up on: a message is one, however often the page itself tried it. */
  finals: z.array(z.object({ key: z.string(), at: z.number() })),
  /** Keyed by a verdict on the user's side: the tabs that show it. */
  tabs: z.record(z.string(), z.array(z.number())),
  /** Epoch ms at which the user's own network was last known to fail; null for never. */
  cutOffAt: z.nullable(z.number()),
});
export type Track = z.infer<typeof TrackSchema>;

export const EMPTY_TRACK: Track = { outcomes: [], open: [], finals: [], tabs: {}, cutOffAt: null };

/** One look at one tab. */
export interface Seen {
  readonly tabId: number;
  readonly isPrivate: boolean;
  readonly verdict: Verdict;
  readonly outcomes: readonly Outcome[];
  /** Ids of the sources that speak of trouble with the chat now. */
  readonly witnesses: readonly string[];
}

export interface Tracked {
  readonly track: Track;
  /** Incidents that began, changed or ended. */
  readonly changed: readonly OwnIncident[];
}

/** Failures further apart than this are not one trouble. */
const TOGETHER_MS = 10 * 60_000;
/** So many, however fast; or so many, when it lasts. A short spell that is over before the next try is none. */
const MANY = 3;
const SEVERAL = 2;
const LASTING_MS = 60_000;
/** What works again: 19 to 1 against chance. */
const SURE = Math.log(20);
const LEAST_SUCCESSES = 2;
/** After so long without a failure, fewer successes will do; at last none at all. */
const CALM_MS = 15 * 60_000;
const OVER_MS = 60 * 60_000;
const MOST_EVIDENCE = 8;

export function track(before: Track, seen: Seen, now: number, newId: () => string): Tracked {
  const cutOffAt = isCutOff(seen.verdict) ? now : before.cutOffAt;
  const fresh = claudes(seen, cutOffAt ?? 0);
  const merged = {
    ...before,
    outcomes: keptOutcomes(
      new Map([...before.outcomes, ...fresh].map((one) => [one.key, one])).values(),
      now,
    ),
    finals: finalsOf(before.finals, { ...seen, outcomes: fresh }, now),
    cutOffAt,
  };
  if (seen.isPrivate) return settle(merged, now);
  const opened = trackClaudes(before, merged, seen, now, newId);
  const yours = trackYours(opened.track, seen, now, newId);
  const settled = settle(yours.track, now);
  return { track: settled.track, changed: latest(opened.changed, yours.changed, settled.changed) };
}

/** Closes what is over by now, also when nothing new was seen. */
export function settle(before: Track, now: number): Tracked {
  const changed = before.open
    .filter(({ verdict }) => isClaudes(verdict))
    .map((incident) => ended(incident, before.outcomes, now))
    .filter((incident) => incident.endedAt !== null);
  if (changed.length === 0) return { track: before, changed };
  const open = before.open.filter(({ id }) => !changed.some((one) => one.id === id));
  return { track: { ...before, open }, changed };
}

const isTrouble = ({ id, provisional }: Verdict): boolean => isClaudes(id) && !provisional;

const isCutOff = ({ id, provisional }: Verdict): boolean =>
  (id === 'offline' || id === 'network') && !provisional;

/** What failed while the user's own network did is no failure of Claude's, also when Claude fails later. */
const claudes = ({ outcomes, verdict }: Seen, cutOffAt: number): readonly Outcome[] =>
  outcomes.filter(({ ok, code, at }) => ok || code !== 'network' || (isTrouble(verdict) && at > cutOffAt));

function trackClaudes(old: Track, merged: Track, seen: Seen, now: number, newId: () => string): Tracked {
  const incident = merged.open.find(({ verdict }) => isClaudes(verdict));
  const failures = merged.outcomes.filter(({ ok, isPrivate }) => !ok && !isPrivate);
  if (!incident) {
    if (!isTrouble(seen.verdict) || !opens(merged.finals, seen)) return { track: merged, changed: [] };
    const recent = failures.filter(({ at }) => now - at < TOGETHER_MS);
    const first = begun(seen, recent, now, newId());
    return { track: { ...merged, open: [...merged.open, first] }, changed: [first] };
  }
  const known = new Set(old.outcomes.filter(({ ok }) => !ok).map(({ key }) => key));
  const more = failures.filter(({ key, at }) => !known.has(key) && at >= incident.startedAt);
  const next = continued(incident, seen, more);
  if (next === incident) return { track: merged, changed: [] };
  const open = merged.open.map((one) => (one === incident ? next : one));
  return { track: { ...merged, open }, changed: [next] };
}

/** The latest failure of a tab that is in trouble for good. */
function finalsOf(
  before: Track['finals'],
  { verdict, outcomes, isPrivate }: Seen,
  now: number,
): Track['finals'] {
  const recent = before.filter(({ at }) => now - at < TOGETHER_MS);
  const failed = outcomes.findLast(({ ok }) => !ok);
  if (isPrivate || !failed || !isTrouble(verdict) || now - failed.at >= TOGETHER_MS) return recent;
  if (recent.some(({ key }) => key === failed.key)) return recent;
  const [first, ...rest] = [...recent, { key: failed.key, at: failed.at }].sort((a, b) => a.at - b.at);
  // More are not asked for than whether there are many, and how long it has lasted.
  return first ? [first, ...rest.slice(-MANY)] : [];
}

function opens(finals: Track['finals'], { verdict, witnesses }: Seen): boolean {
  const [first] = finals;
  const last = finals.at(-1);
  if (!first || !last) return false;
  const lasts = last.at - first.at >= LASTING_MS;
  if (verdict.id === 'unclear') return lasts && finals.length >= MANY;
  if (verdict.id === 'down' || witnesses.length > 0) return true;
  return finals.length >= MANY || (finals.length >= SEVERAL && lasts);
}

function begun(
  { verdict, witnesses }: Seen,
  recent: readonly Outcome[],
  now: number,
  id: string,
): OwnIncident {
  return {
    id,
    startedAt: Math.min(verdict.since ?? now, recent[0]?.at ?? now),
    endedAt: null,
    verdict: verdict.id,
    model: verdict.model,
    code: verdict.code ?? recent.at(-1)?.code ?? null,
    failures: recent.length,
    failedAt: recent.at(-1)?.at ?? now,
    witnesses: [...witnesses],
    evidence: verdict.evidence.slice(0, MOST_EVIDENCE),
  };
}

/** The same object when nothing has changed. */
function continued(
  incident: OwnIncident,
  { verdict, witnesses }: Seen,
  more: readonly Outcome[],
): OwnIncident {
  const graver = isTrouble(verdict) && isGraver(verdict.id, incident.verdict);
  const heard = witnesses.filter((id) => !incident.witnesses.includes(id));
  if (more.length === 0 && !graver && heard.length === 0) return incident;
  return {
    ...incident,
    ...(graver && {
      verdict: verdict.id,
      model: verdict.model ?? incident.model,
      code: verdict.code ?? incident.code,
      evidence: verdict.evidence.slice(0, MOST_EVIDENCE),
    }),
    failures: incident.failures + more.length,
    failedAt: Math.max(incident.failedAt, more.at(-1)?.at ?? 0),
    witnesses: [...incident.witnesses, ...heard],
  };
}

/** Never by the official closing. A gap in what was seen makes the end a guess. */
function ended(incident: OwnIncident, outcomes: readonly Outcome[], now: number): OwnIncident {
  const { startedAt, failedAt } = incident;
  const { count, firstAt, weight } = recoveryOf(outcomes.filter(({ at }) => at >= startedAt));
  const calmMs = now - failedAt;
  const works = count >= LEAST_SUCCESSES && (weight >= SURE || calmMs >= CALM_MS);
  if (works && firstAt !== null && firstAt - failedAt < CALM_MS)
    return { ...incident, endedAt: firstAt, ending: 'seen' };
  return works || calmMs >= OVER_MS ? { ...incident, ...guessedEnd(incident, now) } : incident;
}

function latest(...steps: readonly (readonly OwnIncident[])[]): readonly OwnIncident[] {
  return [...new Map(steps.flat().map((incident) => [incident.id, incident])).values()];
}
