import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  askClaude,
  type SessionAnswer,
  type SessionState,
  said,
  sessionState,
} from '@/utils/claude/session-check';

interface Row extends Partial<SessionAnswer> {
  readonly name: string;
  readonly status: number;
  readonly body: string;
  readonly state: SessionState;
}
const URL = 'https://claude.ai/api/organizations';
const NEVER = new AbortController().signal;
const rows: Row[] = JSON.parse(readFileSync('tests/fixtures/claude/session-answers.json', 'utf8'));

test.each(rows)('$name: $state', ({ status, body, challenged = false, atLogin = false, state }) => {
  expect(sessionState(said({ status, body, challenged, atLogin }))).toBe(state);
});

test('asks claude.ai itself, with cookies, past the cache', async () => {
  const asked: [string, RequestInit | undefined][] = [];
  const fetch = (async (url: string, init?: RequestInit) => {
    asked.push([url, init]);
    return new Response('[]', { status: 200 });
  }) as typeof globalThis.fetch;
  expect(await askClaude(fetch, URL, NEVER)).toMatchObject({ says: 'well', status: 200, body: '[]' });
  expect(asked).toMatchObject([
    ['https://claude.ai/api/organizations', { credentials: 'include', cache: 'no-store' }],
  ]);
});

test('no answer says nothing, and tells silence from a broken connection', async () => {
  const fetch = (() => Promise.reject(new TypeError('Failed to fetch'))) as typeof globalThis.fetch;
  expect(await askClaude(fetch, URL, NEVER)).toMatchObject({ says: 'unreachable', status: null });
  expect(await askClaude(fetch, URL, AbortSignal.abort())).toMatchObject({ says: 'silent', status: null });
  expect(sessionState('unreachable')).toBe('unknown');
});

test('where the head is enough, the body is let go', async () => {
  const response = new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }));
  const cancel = vi.spyOn(response.body as ReadableStream, 'cancel');
  const fetch = (async () => response) as typeof globalThis.fetch;
  expect(await askClaude(fetch, URL, NEVER, () => true)).toMatchObject({ says: 'well', body: '' });
  expect(cancel).toHaveBeenCalled();
});

test.each([
  [
    'a deleted chat',
    404,
    '{"type":"error","error":{"type":"not_found_error","message":"Not found"}}',
    'refused',
  ],
  ['a network that wants a sign-in', 511, '<title>Network Authentication Required</title>', 'foreign'],
  ['a page of somebody else', 404, '<title>Not found</title>', 'foreign'],
  ['its own 500', 500, '{"type":"error","error":{"type":"api_error","message":"x"}}', 'server'],
  ['the gateway', 502, '<title>claude.ai | 502: Bad gateway</title>', 'gateway'],
  ['overloaded, by its name', 503, '{"type":"error","error":{"type":"overloaded_error"}}', 'overloaded'],
] as const)('%s is %s', (_, status, body, says) => {
  expect(said({ status, body, challenged: false, atLogin: false })).toBe(says);
});

test('anything at all is taken; only a refusal is one', () => {
  const answer = fc.record({
    status: fc.integer({ min: 100, max: 599 }),
    body: fc.oneof(fc.string(), fc.json()),
    challenged: fc.boolean(),
    atLogin: fc.constant(false),
  });
  fc.assert(
    fc.property(answer, (given) => {
      const state = sessionState(said(given));
      if (given.status >= 500 || given.challenged) expect(state).toBe('unknown');
      if (state === 'in') expect(given.status).toBe(200);
    }),
    { numRuns: 5_000 },
  );
});
