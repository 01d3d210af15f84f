import { expect, test, vi } from 'vitest';
import { cachedUrls, isTree, readHttpCache } from '@/utils/claude/http-cache';
import { CHAT, LIST, SEND } from './watched';

const ORG = '0b6c2f1e-5a77-4d0e-9c1b-64d2f8a7e310';
const AT = `https://claude.ai${SEND.replace('/completion', '')}`;
const QUERY = 'tree=True&rendering_mode=messages&render_all_tools=true';
const PAGES = `${AT}?${QUERY}&consistency=eventual&some_new_flag=1`;

test('the URLs that the page itself has asked, the latest first', () => {
  const later = `${AT}?${QUERY}&consistency=strong`;
  const loaded = [
    'https://claude.ai/new',
    `https://claude.ai${LIST}`,
    PAGES,
    later,
    PAGES,
    `${AT}?rendering_mode=raw`,
  ];
  expect(cachedUrls(loaded, ORG, CHAT)).toEqual([PAGES, later]);
});

test('without one, those under which the page is known to ask', () => {
  const urls = cachedUrls([], ORG, CHAT);
  expect(urls[0]).toBe(`${AT}?${QUERY}`);
  expect(urls).toContain(`${AT}?${QUERY}&consistency=eventual&return_dangling_human_message=true`);
  expect(new Set(urls).size).toBe(urls.length);
  expect(cachedUrls([], null, CHAT)).toEqual([]);
});

test.each([
  [`${AT}?${QUERY}`, true],
  [`${AT}?rendering_mode=messages&render_all_tools=true&tree=true`, true],
  [`${AT}?tree=True`, false],
  [`${AT}?render_all_tools=true`, false],
  [`${AT}?subtree=True&render_all_tools=true`, false],
])('%s is a whole conversation: %s', (url, whole) => {
  expect(isTree(url)).toBe(whole);
});

test('nothing goes over the network, and what the browser doesn’t have is no copy', async () => {
  const answers: Record<string, () => Response> = {
    good: () => new Response('{"uuid":"x"}'),
    failed: () => new Response('Bad gateway', { status: 503 }),
  };
  const fetch = vi.fn(
    async (url: string) => answers[url]?.() ?? Promise.reject(new TypeError('Failed to fetch')),
  );
  expect(
    await readHttpCache(fetch as unknown as typeof globalThis.fetch, ['none', 'failed', 'good']),
  ).toEqual(['{"uuid":"x"}']);
  for (const [, init] of fetch.mock.calls as unknown as [string, RequestInit][])
    expect(init).toEqual({ cache: 'only-if-cached', mode: 'same-origin' });
});
