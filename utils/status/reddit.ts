/**
 * New posts of r/ClaudeAI by its feed: the largest crowd, and fragile. Its JSON is closed to everybody (403); the feed answers a
 * browser, gives 429 after bursts, and sends no CORS header, so it needs a permission. It always shows as many as it may.
 * Seen: tests/fixtures/status/feeds/reddit-busy.xml (2025-10). When wrong: the source is unknown.
 */
import { fail, type Result } from '@/utils/result';
import { readAtom } from './atom-feed';
import { STEP_MS } from './baseline';
import { bodyOf, sightingOf } from './feed';
import type { Answer, CommunitySource, Sighting } from './types';

const PLACE = 'ClaudeAI';
const DAY_MS = 86_400_000;

function parse(answer: Answer, now: number): Result<Sighting> {
  const body = bodyOf(answer);
  if (!body.ok) return body;
  const read = readAtom(body.value);
  if (!read) return fail('not-readable');
  if (read.some(({ categories }) => !categories.includes(PLACE))) return fail('wrong-feed');
  const entries = read.map(({ id, title, published }) => ({ id, title, at: Date.parse(published) }));
  return sightingOf({ entries, place: 'claude', cut: true, staleMs: DAY_MS }, now);
}

export const reddit = {
  id: 'reddit',
  kind: 'community',
  urls: () => [`https://www.reddit.com/r/${PLACE}/new/.rss?limit=50`],
  page: `https://www.reddit.com/r/${PLACE}/new/`,
  permission: 'https://www.reddit.com/*',
  accept: 'application/atom+xml, application/xml;q=0.9',
  everyMs: STEP_MS,
  quietPerHour: 1,
  parse,
} as const satisfies CommunitySource;
