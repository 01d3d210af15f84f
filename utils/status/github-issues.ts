/**
 * Issues of anthropics/claude-code whose title bears an error: developers, more of Claude Code than of the chat. GitHub's search
 * takes ten questions a minute without a key, five operators each, and says `incomplete_results` when it gave up half way.
 * Seen: tests/fixtures/status/feeds/github-issues-busy.json (2026-09). When wrong: the source is unknown.
 */
import * as z from 'zod/mini';
import { fail, type Result } from '@/utils/result';
import { STEP_MS } from './baseline';
import { askFrom, jsonOf, sightingOf } from './feed';
import type { Answer, CommunitySource, Sighting } from './types';

const REPOSITORY = 'anthropics/claude-code';
const DAY_MS = 86_400_000;

const AnswerSchema = z.object({
  total_count: z.number(),
  incomplete_results: z.boolean(),
  items: z.array(
    z.object({
      number: z.number(),
      title: z.string(),
      created_at: z.string(),
      html_url: z.optional(z.string()),
    }),
  ),
});

function parse(answer: Answer, now: number): Result<Sighting> {
  const json = jsonOf(answer);
  if (!json.ok) return json;
  const read = AnswerSchema.safeParse(json.value);
  if (!read.success) return fail('not-readable');
  const { items, total_count, incomplete_results } = read.data;
  if (incomplete_results) return fail('incomplete');
  if (items.some(({ html_url }) => html_url?.includes(`/${REPOSITORY}/`) === false))
    return fail('wrong-feed');
  const entries = items.map(({ number, title, created_at }) => ({
    id: String(number),
    title,
    at: Date.parse(created_at),
  }));
  return sightingOf({ entries, place: 'claude', cut: items.length < total_count, staleMs: 2 * DAY_MS }, now);
}

const WORDS = '500 OR 529 OR overloaded OR outage OR down OR unavailable';

function query(now: number): string {
  const since = new Date(askFrom(now)).toISOString().slice(0, 19);
  return new URLSearchParams({
    q: `repo:${REPOSITORY} is:issue in:title created:>=${since}Z ${WORDS}`,
    sort: 'created',
    order: 'desc',
    per_page: '30',
  }).toString();
}

export const githubIssues = {
  id: 'github-issues',
  kind: 'community',
  urls: (now) => [`https://api.github.com/search/issues?${query(now)}`],
  page: 'https://github.com/anthropics/claude-code/issues?q=is%3Aissue+sort%3Acreated-desc',
  everyMs: STEP_MS,
  quietPerHour: 0.5,
  parse,
} as const satisfies CommunitySource;
