import { describe, expect, test } from 'vitest';
import { statusSources } from '@/utils/status/registry';
import { wrongsOf } from '../../../e2e/request-rules';

const PLAIN = { host: 'x', 'user-agent': 'x', accept: 'application/json', 'sec-fetch-dest': 'empty' };

interface Given {
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

function asked(address: string, { method = 'GET', headers = {} }: Given = {}): string[] {
  const { host, pathname, search } = new URL(address);
  return wrongsOf({ host, method, path: pathname, query: search, headers: { ...PLAIN, ...headers } });
}

const ORG = '/api/organizations/0b2f0c0e-3a53-4c53-9d34-7d1f6e5a1c11';
const CHAT = '0197a1c2-7d55-7e2a-b0a4-6c2d9e0f4b5a';
const SUMMARY = 'https://status.claude.com/api/v2/summary.json';

describe('a witness', () => {
  const addresses = statusSources.flatMap(({ urls }) =>
    typeof urls === 'function' ? urls(1_795_000_000_000) : urls,
  );
  test.each(addresses)('%s is what it is asked', (address) => {
    expect(asked(address)).toEqual([]);
  });

  test.each([
    [SUMMARY, { method: 'POST' }],
    [SUMMARY, { headers: { cookie: 'a=b' } }],
    [SUMMARY, { headers: { authorization: 'Bearer x' } }],
    [SUMMARY, { headers: { referer: 'https://claude.ai/chat/x' } }],
    [SUMMARY, { headers: { 'content-length': '12' } }],
    [SUMMARY, { headers: { 'transfer-encoding': 'chunked' } }],
    [SUMMARY, { headers: { 'x-lifeline': 'my text' } }],
    [SUMMARY, { headers: { origin: 'https://claude.ai' } }],
    [`${SUMMARY}?text=hello`, {}],
    ['https://mastodon.social/api/v1/timelines/tag/claudeai?limit=40&q=hello', {}],
    ['https://mastodon.social/api/v1/statuses', { method: 'POST' }],
    ['https://example.com/?ping', {}],
    ['https://telemetry.example.net/', {}],
  ] as const)('%s with %o is wrong', (address, given) => {
    expect(asked(address, given)).not.toEqual([]);
  });

  test('its own page may ask it anything', () => {
    const headers = { 'sec-fetch-site': 'same-origin', cookie: 'a=b', referer: 'https://example.com/' };
    expect(asked('https://example.com/worker.js', { headers })).toEqual([]);
  });

  test('a page of it that the user has opened may have its own cookies, but is not told from where', () => {
    const opened = { 'sec-fetch-mode': 'navigate', cookie: 'a=b' };
    expect(asked('https://status.claude.com/', { headers: opened })).toEqual([]);
    expect(
      asked('https://status.claude.com/', { headers: { ...opened, referer: 'https://claude.ai/' } }),
    ).toHaveLength(1);
  });
});

describe('claude.ai', () => {
  const own = { 'anthropic-client-platform': 'web_claude_ai' };
  test.each([
    '/api/organizations',
    '/cdn-cgi/trace',
    `${ORG}/chat_conversations/${CHAT}?tree=True&rendering_mode=messages&render_all_tools=true`,
    `${ORG}/chat_conversations_v2?limit=50&offset=100`,
    `${ORG}/conversations/${CHAT}/wiggle/download-file?path=%2Fmnt%2Fuser-data%2Foutputs%2Fa%20b.txt`,
  ])('%s is read', (path) => {
    expect(asked(`https://claude.ai${path}`, { headers: { cookie: 'sessionKey=x' } })).toEqual([]);
  });

  test.each([
    [`${ORG}/chat_conversations/${CHAT}`, { method: 'DELETE' }],
    [`${ORG}/chat_conversations/${CHAT}/completion`, { method: 'POST' }],
    ['/api/auth/logout', {}],
    [`${ORG}/chat_conversations/${CHAT}?note=what%20I%20wrote`, {}],
    ['/api/organizations', { headers: { authorization: 'Bearer x' } }],
  ] as const)('%s with %o is wrong', (path, given) => {
    expect(asked(`https://claude.ai${path}`, given)).toHaveLength(1);
  });

  test('a test that calls from within the page may, and the background may not', () => {
    const call = (headers: Record<string, string>): string[] =>
      wrongsOf({ host: 'claude.ai', method: 'POST', path: `${ORG}/x`, query: '', headers }, true);
    expect(call({ origin: 'https://claude.ai', 'sec-fetch-site': 'same-origin' })).toEqual([]);
    expect(call({ origin: 'chrome-extension://x', 'sec-fetch-site': 'none' })).toHaveLength(1);
  });

  test('what its own page does is its own affair', () => {
    expect(asked(`https://claude.ai${ORG}/chat_conversations`, { method: 'POST', headers: own })).toEqual([]);
    expect(asked('https://claude.ai/assets/app.js', { headers: { 'sec-fetch-dest': 'script' } })).toEqual([]);
  });
});
