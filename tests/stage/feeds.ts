import { answer, answerJson, type Call, type Headers } from './call.ts';
import { applyFault } from './fault-answers.ts';
import { type Post, postsOf } from './feed-posts.ts';
import { HOSTS } from './hosts.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const OPEN = { 'access-control-allow-origin': '*' };

const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
const limitOf = (call: Call, name: string, usual: number, most: number): number =>
  Math.min(Number(call.url.searchParams.get(name) ?? usual) || usual, most);

function posts(call: Call, days: number): Post[] {
  const { config, feedsSince } = call.world;
  const { host } = call;
  const now = Date.now();
  const complaints = config.complaints[host];
  return postsOf(
    { host, busy: config.feeds === 'busy', since: feedsSince, complaints },
    now - days * DAY_MS,
    now,
  );
}

/** Search by time: `numericFilters` takes times in seconds. Seen: a recorded answer of 2026-07. */
function hackerNews(call: Call): void {
  const after = Number(/created_at_i>=?([\d.]+)/.exec(decodeURIComponent(call.url.search))?.[1] ?? 0);
  const perPage = limitOf(call, 'hitsPerPage', 20, 1_000);
  const found = posts(call, 3).filter((post) => post.at / 1000 > after);
  const hits = found.slice(0, perPage).map((post) => ({
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
  const value = {
    hits,
    nbHits: found.length,
    page: 0,
    nbPages: Math.ceil(found.length / perPage),
    hitsPerPage: perPage,
    query: call.url.searchParams.get('query') ?? '',
  };
  answerJson(call, value, 200, OPEN);
}

const SEARCHES_A_MINUTE = 10;
/** Of the words of a search those that have to be in a title. */
const WORDS = /500|529|overloaded|outage|down|unavailable/i;

/** Ten searches a minute without a key, and then none. Seen: github/docs, a recorded answer. */
function github(call: Call): void {
  const now = Date.now();
  const recent = call.world.log.filter(({ host, at }) => host === call.host && at > now - MINUTE_MS);
  const headers: Headers = {
    ...OPEN,
    'x-ratelimit-limit': String(SEARCHES_A_MINUTE),
    'x-ratelimit-remaining': String(Math.max(0, SEARCHES_A_MINUTE - recent.length)),
    'x-ratelimit-reset': String(Math.floor(now / 1000) + 60),
  };
  if (recent.length > SEARCHES_A_MINUTE) githubLimit(call, headers);
  else githubSearch(call, headers);
}

function githubSearch(call: Call, headers: Headers): void {
  const created = /created:>=?([\d:TZ.-]+)/.exec(call.url.searchParams.get('q') ?? '')?.[1];
  const after = created === undefined ? 0 : Date.parse(created);
  const found = posts(call, 3).filter((post) => post.at >= after && WORDS.test(post.title));
  const items = found.slice(0, limitOf(call, 'per_page', 30, 100)).map((post) => ({
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
  answerJson(call, { total_count: found.length, incomplete_results: false, items }, 200, headers);
}

const githubLimit = (call: Call, headers: Headers = OPEN): void =>
  answerJson(
    call,
    { message: 'API rate limit exceeded', documentation_url: 'https://docs.github.com/' },
    403,
    {
      ...headers,
      'x-ratelimit-remaining': '0',
    },
  );

/** The feed answers a browser; the JSON is closed. No CORS header. Seen: reports of 2025-10 and of 2026. */
function reddit(call: Call): void {
  if (!/\.rss$/.test(call.path))
    answer(call, 403, { 'content-type': 'text/html' }, '<html><title>Blocked</title></html>');
  else redditFeed(call);
}

function redditFeed(call: Call): void {
  const entries = posts(call, 3)
    .slice(0, limitOf(call, 'limit', 25, 100))
    .map(({ id, title, at }) => {
      const key = id.toString(36);
      return `<entry><author><name>/u/someone</name></author><category term="ClaudeAI" label="r/ClaudeAI"/><content type="html">&lt;p&gt;text&lt;/p&gt;</content><id>t3_${key}</id><link href="https://www.reddit.com/r/ClaudeAI/comments/${key}/x/"/><updated>${iso(at)}</updated><published>${iso(at)}</published><title>${title}</title></entry>`;
    });
  answer(
    call,
    200,
    { 'content-type': 'application/atom+xml; charset=UTF-8' },
    `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>newest submissions : ClaudeAI</title>${entries.join('')}</feed>`,
  );
}

function mastodon(call: Call): void {
  const found = posts(call, 14).slice(0, limitOf(call, 'limit', 20, 40));
  const statuses = found.map((post) => ({
    id: String(post.id),
    created_at: new Date(post.at).toISOString(),
    visibility: 'public',
    content: `<p>${post.title} <a href="https://mastodon.social/tags/claudeai" class="mention hashtag" rel="tag">#<span>claudeai</span></a></p>`,
    tags: [{ name: 'claudeai', url: 'https://mastodon.social/tags/claudeai' }],
  }));
  answerJson(call, statuses, 200, OPEN);
}

const SITES: Record<string, (call: Call) => void> = {
  [HOSTS.hackerNews]: hackerNews,
  [HOSTS.github]: github,
  [HOSTS.reddit]: reddit,
  [HOSTS.mastodon]: mastodon,
};

/** The public places where people complain. */
export async function feedSite(call: Call): Promise<void> {
  // An answer that fails comes from the same server, and says so too.
  if (call.host !== HOSTS.reddit) call.res.setHeader('access-control-allow-origin', '*');
  if (await applyFault(call, ['feed'])) return;
  const { feeds } = call.world.config;
  const plain = { 'content-type': 'text/plain' };
  if (feeds === 'down') return answer(call, 503, plain, 'unavailable');
  if (feeds === 'limited' && call.host === HOSTS.github) return githubLimit(call);
  if (feeds === 'limited') return answer(call, 429, { ...plain, 'retry-after': '60' }, 'Too Many Requests');
  const site = SITES[call.host];
  if (site) return site(call);
  answer(call, 404, plain, 'no such host on this stage');
}
