/** Community sources of a situation: their feeds in their own formats, read and scored by what ships. */
import complaintRows from '@/tests/fixtures/status/complaints.json';
import { silent } from '@/utils/status/ask';
import { githubIssues } from '@/utils/status/github-issues';
import { hackerNews } from '@/utils/status/hacker-news';
import { mastodon } from '@/utils/status/mastodon';
import { reddit } from '@/utils/status/reddit';
import { observe, type SurgeState, surgeOf } from '@/utils/status/surge';
import type { CommunitySource, Witness } from '@/utils/status/types';
import type { CommunityId, CommunitySpec } from './situation-types.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const POLL_MS = 5 * MINUTE_MS;
const STALE_MS = 31 * MINUTE_MS;

interface Post {
  readonly title: string;
  readonly at: number;
}

const iso = (at: number): string => new Date(at).toISOString();
const keyOf = ({ title, at }: Post): number =>
  [...`${title}${at}`].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1e9, 7);

/** Each source with how it writes its answer. */
const FEEDS: Record<CommunityId, readonly [CommunitySource, (posts: readonly Post[]) => string]> = {
  'hacker-news': [
    hackerNews,
    (posts) =>
      JSON.stringify({
        hits: posts.map((post) => ({
          objectID: String(keyOf(post)),
          title: post.title,
          created_at_i: Math.floor(post.at / 1_000),
        })),
        nbHits: posts.length,
      }),
  ],
  'github-issues': [
    githubIssues,
    (posts) =>
      JSON.stringify({
        total_count: posts.length,
        incomplete_results: false,
        items: posts.map((post) => ({ number: keyOf(post), title: post.title, created_at: iso(post.at) })),
      }),
  ],
  reddit: [
    reddit,
    (posts) =>
      `<feed xmlns="http://www.w3.org/2005/Atom">${posts
        .map(
          (post) =>
            `<entry><id>t3_${keyOf(post)}</id><title>${post.title.replaceAll('&', '&amp;')}</title><published>${iso(post.at)}</published><category term="ClaudeAI"/></entry>`,
        )
        .join('')}</feed>`,
  ],
  mastodon: [
    mastodon,
    (posts) =>
      JSON.stringify(
        posts.map((post) => ({
          ...{ id: String(keyOf(post)), created_at: iso(post.at), tags: [{ name: 'claudeai' }] },
          content: `<p>${post.title} #claudeai</p>`,
        })),
      ),
  ],
};

const QUIET: readonly string[] = [
  'What are you using Claude for?',
  'Claude and my garden',
  'A poem by Claude',
];
const COMPLAINTS = complaintRows
  .filter(({ complains, title }) => complains && /claude/i.test(title))
  .map(({ title }) => title)
  .slice(0, 14);

/** A day of ordinary posts, then those of the last half hour before `until`. */
function postsOf(titles: readonly string[], until: number): Post[] {
  const day = Array.from({ length: 12 }, (_, index) => ({
    title: QUIET[index % QUIET.length] ?? '',
    at: until - 23 * HOUR_MS + index * 2 * HOUR_MS,
  }));
  const late = titles.map((title, index) => ({
    title,
    at: until - 28 * MINUTE_MS + Math.round((index * 25 * MINUTE_MS) / titles.length),
  }));
  return [...day, ...late].sort((a, b) => b.at - a.at);
}

const titlesOf = (spec: CommunitySpec): readonly string[] => {
  if (typeof spec === 'object') return spec.titles;
  return spec === 'ok' ? [] : COMPLAINTS;
};

export function communityWitness(id: CommunityId, spec: CommunitySpec | undefined, now: number): Witness {
  if (spec === undefined) return silent(id);
  if (spec === 'down') return { ...silent(id), problem: 'http-503', askedAt: now - MINUTE_MS };
  const until = spec === 'stale' ? now - STALE_MS : now - MINUTE_MS;
  const [source, write] = FEEDS[id];
  const posts = postsOf(titlesOf(spec), until);
  let state: SurgeState | undefined;
  // It has watched for a day, or for an hour only.
  const first = spec === 'learning' ? HOUR_MS : 0;
  for (let at = until - HOUR_MS; at <= until; at += POLL_MS) {
    const shown = posts.filter((post) => post.at <= at && (first === 0 || post.at > until - 2 * first));
    const heard = source.parse({ status: 200, body: write(shown) }, at);
    if (!heard.ok) throw new Error(`${id}: ${heard.error}`);
    const from = first === 0 ? heard.value.from : Math.max(heard.value.from, until - 2 * first);
    state = observe(state, { ...heard.value, from }, source, at);
  }
  if (!state) throw new Error('nothing was heard');
  const { report, surge } = surgeOf(state, source, now);
  return { ...report, id, surge, answeredAt: until, askedAt: until };
}
