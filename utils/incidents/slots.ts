import type { Failure } from '@/utils/failures/types';
import type { Hour, ModelRate, Range, Slot } from './types';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const LENGTH_MS: Readonly<Record<Range, number>> = {
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  quarter: 90 * DAY_MS,
};

export const unitOf = (range: Range): 'hour' | 'day' => (range === 'day' ? 'hour' : 'day');

/** Hours, or days on the user's own calendar, which may have 23 or 25 hours. The first and the last are partly outside. */
export function slotsOf(
  range: Range,
  now: number,
  failures: readonly Failure[],
  hours: readonly Hour[],
): Slot[] {
  const from = now - LENGTH_MS[range];
  const edges = unitOf(range) === 'hour' ? hourEdges(from, now) : dayEdges(from, now);
  return edges.slice(0, -1).map((start, index) => {
    const to = edges[index + 1] ?? now;
    const own = hours.filter(({ at }) => at >= start && at < to && at + HOUR_MS > from);
    return {
      from: start,
      to,
      failures: failures.filter(({ at }) => at >= Math.max(start, from) && at < to).length,
      tries: sum(own, 'tries'),
      failed: sum(own, 'failed'),
    };
  });
}

function hourEdges(from: number, now: number): number[] {
  const first = Math.floor(from / HOUR_MS) * HOUR_MS;
  const count = Math.floor((now - first) / HOUR_MS) + 1;
  return Array.from({ length: count + 1 }, (_, index) => first + index * HOUR_MS);
}

function dayEdges(from: number, now: number): number[] {
  const day = new Date(from);
  day.setHours(0, 0, 0, 0);
  const edges = [day.getTime()];
  while (day.getTime() <= now) {
    day.setDate(day.getDate() + 1);
    edges.push(day.getTime());
  }
  return edges;
}

/** The most used first. */
export function modelRates(hours: readonly Hour[], from: number): ModelRate[] {
  const within = hours.filter(({ at }) => at + HOUR_MS > from);
  return [...new Set(within.map(({ model }) => model))]
    .map((model) => {
      const own = within.filter((hour) => hour.model === model);
      return { model, tries: sum(own, 'tries'), failed: sum(own, 'failed') };
    })
    .sort((a, b) => b.tries - a.tries);
}

const sum = (hours: readonly Hour[], key: 'tries' | 'failed'): number =>
  hours.reduce((total, hour) => total + hour[key], 0);
