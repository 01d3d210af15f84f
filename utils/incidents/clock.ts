/** A clock that was set back leaves times that have not come yet; none of them may hold until it has caught up. */
import type { Track } from './track';
import type { OwnIncident } from './types';

/** All that is known moves back together, so that order and lengths stay. The same object when nothing is ahead. */
export function setBack(track: Track, now: number): Track {
  const { outcomes, finals, open, cutOffAt } = track;
  const times = [...outcomes, ...finals].map(({ at }) => at);
  const byMs = Math.max(0, ...times, ...open.map(latestOf), cutOffAt ?? 0) - now;
  if (byMs <= 0) return track;
  const moved = <T extends { readonly at: number }>(one: T): T => ({ ...one, at: one.at - byMs });
  return {
    ...track,
    outcomes: outcomes.map(moved),
    finals: finals.map(moved),
    open: open.map((one) => movedBack(one, byMs)),
    cutOffAt: cutOffAt === null ? null : cutOffAt - byMs,
  };
}

/** As long as it was, and over by now. */
export const notAhead = (incident: OwnIncident, now: number): OwnIncident =>
  movedBack(incident, Math.max(0, latestOf(incident) - now));

const latestOf = ({ startedAt, failedAt }: OwnIncident): number => Math.max(startedAt, failedAt);

const movedBack = (incident: OwnIncident, byMs: number): OwnIncident => ({
  ...incident,
  startedAt: incident.startedAt - byMs,
  failedAt: incident.failedAt - byMs,
});
