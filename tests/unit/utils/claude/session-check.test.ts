import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkSession,
  type SessionAnswer,
  type SessionState,
  sessionState,
} from '@/utils/claude/session-check';

interface Row extends Partial<SessionAnswer> {
  readonly name: string;
  readonly status: number;
  readonly body: string;
  readonly state: SessionState;
}
const rows: Row[] = JSON.parse(readFileSync('tests/fixtures/claude/session-answers.json', 'utf8'));

test.each(rows)('$name: $state', ({ status, body, challenged = false, atLogin = false, state }) => {
  expect(sessionState({ status, body, challenged, atLogin })).toBe(state);
});

test('asks claude.ai itself, with cookies, past the cache', async () => {
  const asked: [string, RequestInit | undefined][] = [];
  const fetch = (async (url: string, init?: RequestInit) => {
    asked.push([url, init]);
    return new Response('[]', { status: 200 });
  }) as typeof globalThis.fetch;
  expect(await checkSession(fetch, 'https://claude.ai')).toBe('in');
  expect(asked).toMatchObject([
    ['https://claude.ai/api/organizations', { credentials: 'include', cache: 'no-store' }],
  ]);
});

test('no answer says nothing', async () => {
  const fetch = (() => Promise.reject(new TypeError('Failed to fetch'))) as typeof globalThis.fetch;
  expect(await checkSession(fetch, 'https://claude.ai')).toBe('unknown');
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
      const state = sessionState(given);
      if (given.status >= 500 || given.challenged) expect(state).toBe('unknown');
      if (state === 'in') expect(given.status).toBe(200);
    }),
    { numRuns: 5_000 },
  );
});
