import { answer, answerJson, type Call } from './call.ts';
import { HOSTS } from './hosts.ts';

const TITLES = [
  'Claude down?',
  'claude.ai 500 errors for anybody else',
  'Overloaded all morning',
  'Is Claude down right now?',
  'Claude returns 529',
  'claude.ai internal server error',
  'Cannot send messages in Claude',
  'Claude outage?',
];
const CALM = ['How I write with Claude', 'A small tool for Claude Projects'];

interface Post {
  id: number;
  title: string;
  at: number;
}

/** `busy`: a dozen complaints of the last minutes; otherwise two old, calm posts. */
function posts(call: Call): Post[] {
  const busy = call.world.config.feeds === 'busy';
  const titles = busy ? [...TITLES, ...TITLES.slice(0, 4)] : CALM;
  const step = busy ? 60_000 : 5 * 3_600_000;
  return titles.map((title, index) => ({
    id: 49_000_000 + index,
    title,
    at: Date.now() - (index + 1) * step,
  }));
}

const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
const OPEN = { 'access-control-allow-origin': '*' };

function hackerNews(call: Call): void {
  const after = Number(/created_at_i>=?(\d+)/.exec(decodeURIComponent(call.url.search))?.[1] ?? 0);
  const hits = posts(call)
    .filter((post) => post.at / 1000 > after)
    .map((post) => ({
      objectID: String(post.id),
      title: post.title,
      url: null,
      created_at: iso(post.at),
      created_at_i: Math.floor(post.at / 1000),
      points: 1,
      num_comments: 0,
      story_text: '',
      comment_text: null,
      author: 'someone',
      _tags: ['story', `story_${post.id}`],
    }));
  answerJson(
    call,
    {
      hits,
      nbHits: hits.length,
      page: 0,
      nbPages: 1,
      hitsPerPage: 50,
      query: call.url.searchParams.get('query') ?? '',
    },
    200,
    OPEN,
  );
}

function github(call: Call): void {
  const limit = Number(call.url.searchParams.get('per_page') ?? 30);
  const items = posts(call).map((post) => ({
    number: post.id,
    title: post.title,
    state: 'open',
    created_at: iso(post.at),
    comments: 0,
    labels: [],
    body: '',
    score: 1,
    html_url: `https://github.com/anthropics/claude-code/issues/${post.id}`,
  }));
  answerJson(
    call,
    { total_count: items.length, incomplete_results: false, items: items.slice(0, limit) },
    200,
    {
      ...OPEN,
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '9',
      'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 60),
    },
  );
}

function reddit(call: Call): void {
  if (!/\.rss$/.test(call.path)) {
    answer(call, 403, { 'content-type': 'text/html' }, '<html><title>Blocked</title></html>');
    return;
  }
  const entries = posts(call).map(
    (
      post,
    ) => `<entry><id>t3_${post.id.toString(36)}</id><title>${post.title}</title><published>${iso(post.at)}</published><updated>${iso(post.at)}</updated>
<link href="https://www.reddit.com/r/ClaudeAI/comments/${post.id.toString(36)}/x/"/><category term="ClaudeAI" label="r/ClaudeAI"/><content type="html">&lt;p&gt;text&lt;/p&gt;</content></entry>`,
  );
  // No CORS header. Seen: reports of 2025-10.
  answer(
    call,
    200,
    { 'content-type': 'application/atom+xml; charset=UTF-8' },
    `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>newest submissions : ClaudeAI</title>${entries.join('')}</feed>`,
  );
}

function mastodon(call: Call): void {
  answerJson(
    call,
    posts(call).map((post) => ({
      id: String(post.id),
      created_at: iso(post.at),
      visibility: 'public',
      content: `<p>${post.title}</p>`,
      tags: [{ name: 'claudeai', url: 'https://mastodon.social/tags/claudeai' }],
    })),
    200,
    OPEN,
  );
}

/** The public places where people complain. */
export async function feedSite(call: Call): Promise<void> {
  const { feeds } = call.world.config;
  if (feeds === 'down') return answer(call, 503, { 'content-type': 'text/plain' }, 'unavailable');
  if (feeds === 'limited')
    return answer(call, 429, { 'content-type': 'text/plain', 'retry-after': '60' }, 'Too Many Requests');
  switch (call.host) {
    case HOSTS.hackerNews:
      return hackerNews(call);
    case HOSTS.github:
      return github(call);
    case HOSTS.reddit:
      return reddit(call);
    case HOSTS.mastodon:
      return mastodon(call);
    default:
      return answer(call, 404, { 'content-type': 'text/plain' }, 'no such host on this stage');
  }
}
