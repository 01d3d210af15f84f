import { FAILURE_CLASSES, type Failure, type FailureLogClass, type Tally } from './types';

const DAY_MS = 24 * 3_600_000;

/** Only classes that failed within a week, the most frequent first. */
export function tally(failures: readonly Failure[], now: number): Tally[] {
  const within = (ms: number) => failures.filter(({ at }) => now - at < ms);
  const [day, week] = [within(DAY_MS), within(7 * DAY_MS)];
  const count = (list: readonly Failure[], id: FailureLogClass): number =>
    list.filter((one) => one.class === id).length;
  return FAILURE_CLASSES.map((id) => ({ class: id, day: count(day, id), week: count(week, id) }))
    .filter((row) => row.week > 0)
    .sort((a, b) => b.day - a.day || b.week - a.week);
}
