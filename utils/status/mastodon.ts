/**
 * Public posts tagged #claudeai on the largest Mastodon server: very few. Their text is HTML and has no title, so its beginning
 * stands for one. 401 or 422 where the server shows its timelines to members only.
 * Seen: tests/fixtures/status/feeds/mastodon-busy.json (2026-09). When wrong: the source is unknown.
 */
import * as z from 'zod/mini';
import { fail, type Result } from '@/utils/result';
import { STEP_MS } from './baseline';
import { jsonOf, sightingOf } from './feed';
import type { Answer, CommunitySource, Sighting } from './types';

const TAG = 'claudeai';
const LIMIT = 40;
const WEEK_MS = 7 * 86_400_000;
/** Of the HTML, and then of the words: as long as a title would be. */
const HTML_CHARS = 2_000;
const TITLE_CHARS = 200;

const AnswerSchema = z.array(
  z.object({
    id: z.string(),
    created_at: z.string(),
    content: z.string(),
    tags: z.array(z.object({ name: z.string() })),
  }),
);

function parse(answer: Answer, now: number): Result<Sighting> {
  const json = jsonOf(answer);
  if (!json.ok) return json;
  const read = AnswerSchema.safeParse(json.value);
  if (!read.success) return fail('not-readable');
  const posts = read.data;
  if (posts.some(({ tags }) => !tags.some(({ name }) => name.toLowerCase() === TAG)))
    return fail('wrong-feed');
  const entries = posts.map(({ id, created_at, content }) => ({
    id,
    title: words(content),
    at: Date.parse(created_at),
  }));
  return sightingOf({ entries, place: 'claude', cut: posts.length >= LIMIT, staleMs: WEEK_MS }, now);
}

const words = (html: string): string =>
  html
    .slice(0, HTML_CHARS)
    .replaceAll('&#39;', "'")
    .replaceAll(/<br[^>]*>|<\/p>/gi, '. ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/#claude\w*/gi, 'Claude')
    .replaceAll(/#\w+/g, '')
    .slice(0, TITLE_CHARS);

export const mastodon = {
  id: 'mastodon',
  kind: 'community',
  urls: () => [`https://mastodon.social/api/v1/timelines/tag/${TAG}?limit=${LIMIT}`],
  page: 'https://mastodon.social/tags/claudeai',
  everyMs: STEP_MS,
  quietPerHour: 0.05,
  parse,
} as const satisfies CommunitySource;
