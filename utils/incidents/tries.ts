/** Counts tries and failures by hour and model: without them a number of failures says nothing about how often Claude works. */
import type { Hour, Try, TryLog } from './types';

const HOUR_MS = 3_600_000;
/** By then a try has come to its last end, and its signals are forgotten. */
const RECENT_MS = HOUR_MS;
const KEPT_MS = 90 * 24 * HOUR_MS;
/** A page that makes up tries fills neither the disk nor the time. */
const MOST_RECENT = 500;
const MOST_HOURS = 5_000;

export const NO_TRIES: TryLog = { recent: [], hours: [] };

/** The same try seen again counts once, as it ended last. The same object when nothing has changed. */
export function withTries(log: TryLog, tries: readonly Try[], now: number): TryLog {
  // Also those of a clock that was set back: they are counted, but take no room from what comes.
  const isOver = ({ at }: Try): boolean => at > now || now - at >= RECENT_MS;
  const settled = log.recent.filter(isOver).map((one) => ({ ...one, at: Math.min(one.at, now) }));
  const known = new Map(log.recent.filter((one) => !isOver(one)).map((one) => [nameOf(one), one]));
  let changed = settled.length > 0;
  for (const one of tries) {
    const before = known.get(nameOf(one));
    if (isOver(one) || (before && isSame(before, one))) continue;
    if (!before && known.size >= MOST_RECENT) continue;
    known.set(nameOf(one), one);
    changed = true;
  }
  if (!changed) return log;
  const hours = counted(log.hours, settled).filter(({ at }) => now - at < KEPT_MS);
  return { recent: [...known.values()], hours: hours.slice(-MOST_HOURS) };
}

const nameOf = ({ at, name }: Try): string => `${at} ${name}`;
const isSame = (a: Try, b: Try): boolean => a.failed === b.failed && a.model === b.model;

/** All of them as counts, oldest first. */
export const hoursIn = ({ hours, recent }: TryLog): readonly Hour[] => counted(hours, recent);

function counted(hours: readonly Hour[], tries: readonly Try[]): Hour[] {
  const sums = new Map(hours.map((hour) => [placeOf(hour), hour]));
  for (const { at, model, failed } of tries) {
    const empty = { at: Math.floor(at / HOUR_MS) * HOUR_MS, model, tries: 0, failed: 0 };
    const before = sums.get(placeOf(empty)) ?? empty;
    sums.set(placeOf(before), {
      ...before,
      tries: before.tries + 1,
      failed: before.failed + (failed ? 1 : 0),
    });
  }
  return [...sums.values()].sort((a, b) => a.at - b.at);
}

const placeOf = ({ at, model }: Hour): string => `${at} ${model ?? ''}`;
