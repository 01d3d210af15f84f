/** Values for a report, each let through only if it is what it should be: an enum, a number, a name of the expected shape. */
import { type Keep, keeperOf } from '@/utils/failures/kept-words';

/** Keys and tokens have the shape of a name, too. */
const KEY = /\bsk-|sessionkey|^eyJ/i;

/** No ids of chats are known here; what looks like one is dropped by its shape, but for the id of a request. */
const shapes = keeperOf([]);
export const keep: Keep = (shape, word) => (KEY.test(word ?? '') ? null : shapes(shape, word));

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** One of these words, or nothing. */
export const oneOf = <T extends string>(words: readonly T[], value: unknown): T | null =>
  words.find((word) => word === value) ?? null;

export const numberIn = (value: unknown, least: number, most: number): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most
    ? Math.round(value)
    : null;

/** Fits from the first to the last character, and holds no id. */
export const shaped = (value: unknown, shape: RegExp): string | null =>
  typeof value === 'string' && shape.test(value) && !UUID.test(value) ? value : null;

/** 2015 to 2100: anything else is no time of ours. */
const [FIRST, LAST] = [1_420_000_000_000, 4_102_000_000_000];

/** "2026-11-12 09:00:05 UTC (10:00:05 local)"; without the local time where the zone is unknown. */
export function moment(at: unknown, timeZone: string): string | null {
  const ms = numberIn(at, FIRST, LAST);
  if (ms === null) return null;
  const utc = new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
  const local = localTime(ms, timeZone);
  return local === null ? `${utc} UTC` : `${utc} UTC (${local} local)`;
}

function localTime(ms: number, timeZone: string): string | null {
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium', hourCycle: 'h23' });
    return format.format(ms);
  } catch {
    return null; // a zone that this browser doesn't know
  }
}

/** "name: value" for what is known. */
export const facts = (pairs: Readonly<Record<string, string | number | null>>): string =>
  Object.entries(pairs)
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]))
    .join(' · ');
