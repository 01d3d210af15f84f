/**
 * What the community sources have in common. A feed that holds nothing at all is not one in which nobody complains: it is asked
 * for a day, and no day is that quiet. Of a post only its time stays, and a hash that is too short to find it again.
 * Seen: tests/fixtures/status/feeds (2026-11). When wrong: a source is unknown, or its score is late.
 */
import { fail, ok, type Result } from '@/utils/result';
import { complains, type Place } from './complaint';
import type { Answer, Sighting } from './types';

const HOUR_MS = 3_600_000;
/** How far back each question reaches, so that one answer shows what is usual. */
const WINDOW_MS = 24 * HOUR_MS;
/** Clocks differ by so much; beyond it one of them is wrong. */
const SKEW_MS = 10 * 60_000;
/** No feed is longer. */
const MAX_CHARS = 2_000_000;
const MAX_ENTRIES = 500;

/** One post as it came; gone when the answer has been read. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface Feed {
  readonly entries: readonly Entry[];
  readonly place: Place;
  /** There are more than it shows: it is whole only as far back as its oldest entry. */
  readonly cut: boolean;
  /** Without an entry for so long it comes from a cache. */
  readonly staleMs: number;
}

/** Epoch ms from which on to ask; on the hour, so that an hour's questions share a cache. */
export const askFrom = (now: number): number => Math.floor((now - WINDOW_MS - SKEW_MS) / HOUR_MS) * HOUR_MS;

/** The body of an answer that may be read at all. */
export function bodyOf({ status, body }: Answer): Result<string> {
  if (status !== 200) return fail(`http-${status}`);
  return body.length > MAX_CHARS ? fail('too-long') : ok(body);
}

export function jsonOf(answer: Answer): Result<unknown> {
  const body = bodyOf(answer);
  if (!body.ok) return body;
  try {
    return ok(JSON.parse(body.value) as unknown);
  } catch {
    return fail('not-readable'); // HTML, or half a JSON
  }
}

export function sightingOf({ entries, place, cut, staleMs }: Feed, now: number): Result<Sighting> {
  if (entries.length > MAX_ENTRIES || entries.some(({ at }) => !Number.isFinite(at)))
    return fail('not-readable');
  const times = entries.map(({ at }) => at);
  const newest = Math.max(...times);
  if (entries.length === 0) return fail('empty');
  if (newest > now + SKEW_MS) return fail('clock');
  if (newest < now - staleMs) return fail('stale');
  return ok({
    posts: entries
      .filter(({ title }) => complains(title, place))
      .map(({ id, at }) => ({ key: keyOf(id), at: Math.min(at, now) })),
    from: Math.max(now - WINDOW_MS, cut ? Math.min(...times) : 0),
  });
}

/** 24 bits of FNV-1a: two posts of one hour hardly ever share it, and thousands of all posts do. */
function keyOf(id: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1)
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 24)) & 0xffffff).toString(36);
}
