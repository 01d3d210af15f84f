/**
 * Stories on Hacker News with Claude in their title, by its search. Clean and slow: only large outages show. Its name for the
 * time of a story is `created_at_i`, in seconds; `nbHits` counts what it has, `hits` what it sent.
 * Seen: tests/fixtures/status/feeds/hacker-news-busy.json (2026-07). When wrong: the source is unknown.
 */
import * as z from 'zod/mini';
import { fail, type Result } from '@/utils/result';
import { STEP_MS } from './baseline';
import { askFrom, jsonOf, sightingOf } from './feed';
import type { Answer, CommunitySource, Sighting } from './types';

const DAY_MS = 86_400_000;

const AnswerSchema = z.object({
  hits: z.array(
    z.object({ objectID: z.string(), title: z.optional(z.nullable(z.string())), created_at_i: z.number() }),
  ),
  nbHits: z.number(),
});

function parse(answer: Answer, now: number): Result<Sighting> {
  const json = jsonOf(answer);
  if (!json.ok) return json;
  const read = AnswerSchema.safeParse(json.value);
  if (!read.success) return fail('not-readable');
  const { hits, nbHits } = read.data;
  const entries = hits.map(({ objectID, title, created_at_i }) => ({
    id: objectID,
    title: title ?? '',
    at: created_at_i * 1_000,
  }));
  return sightingOf({ entries, place: 'any', cut: hits.length < nbHits, staleMs: 2 * DAY_MS }, now);
}

/** Neither authors nor texts are asked for. */
const query = (now: number): string =>
  new URLSearchParams({
    query: 'claude',
    tags: 'story',
    restrictSearchableAttributes: 'title',
    numericFilters: `created_at_i>${askFrom(now) / 1_000}`,
    hitsPerPage: '50',
    attributesToRetrieve: 'title,created_at_i',
    attributesToHighlight: 'none',
  }).toString();

export const hackerNews = {
  id: 'hacker-news',
  kind: 'community',
  urls: (now) => [`https://hn.algolia.com/api/v1/search_by_date?${query(now)}`],
  page: 'https://hn.algolia.com/?query=claude%20down&sort=byDate&type=story',
  everyMs: STEP_MS,
  quietPerHour: 0.1,
  parse,
} as const satisfies CommunitySource;
