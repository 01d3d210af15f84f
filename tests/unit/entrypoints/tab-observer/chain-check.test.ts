// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chainCheck } from '@/entrypoints/tab-observer/chain-check';
import type { Signal } from '@/utils/signals/types';
import { a, CHAT, ORG } from '../../utils/signals/given';

const OTHER = 'c0ffee00-33c4-4e58-8a61-0c9e5d7f1a20';
const LIST = JSON.stringify([
  { uuid: OTHER, capabilities: ['api'] },
  { uuid: ORG, capabilities: ['chat'] },
]);
const error = (type: string) => JSON.stringify({ type: 'error', error: { type, message: 'No' } });
const json = { headers: { 'content-type': 'application/json; charset=utf-8' } };

let answers: Record<string, () => Response>;
const asked: [string, RequestInit][] = [];
const paths = () => asked.map(([url]) => new URL(url).pathname + new URL(url).search);
const chatIn = (organization: string) =>
  `/api/organizations/${organization}/chat_conversations/${CHAT}?rendering_mode=raw`;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  history.replaceState(null, '', `/chat/${CHAT}`);
  // biome-ignore lint/suspicious/noDocumentCookie: the page's own cookie, as claude.ai sets it.
  document.cookie = `lastActiveOrg=${ORG}`;
  asked.length = 0;
  answers = {
    '/api/organizations': () => new Response(LIST, json),
    [chatIn(ORG)]: () => new Response('{"uuid":"x"}', json),
  };
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push([url, init]);
    const path = new URL(url).pathname + new URL(url).search;
    return answers[path]?.() ?? new Response(error('not_found_error'), { status: 404, ...json });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function checking() {
  const reported: Signal[] = [];
  return { reported, ...chainCheck((signal) => reported.push(signal)) };
}
const ALL = { questions: ['organizations', 'chat'] } as const;
const both = { questions: [...ALL.questions] };

test('somebody is signed in, and the chat is there: two reads, with the cookies of the tab', async () => {
  const { answer, reported } = checking();
  expect(await answer(both)).toMatchObject({
    organizations: { says: 'well', status: 200 },
    chat: { says: 'well', status: 200 },
  });
  expect(paths()).toEqual(['/api/organizations', chatIn(ORG)]);
  for (const [, init] of asked) expect(init).toMatchObject({ credentials: 'include', cache: 'no-store' });
  expect(asked.some(([, { method = 'GET', body }]) => method !== 'GET' || body)).toBe(false);
  expect(reported).toMatchObject([{ kind: 'session-checked', state: 'in' }]);
});

test('nothing of a body leaves the tab', async () => {
  expect(JSON.stringify(await checking().answer(both))).not.toContain(ORG);
});

test('of a new chat nothing is asked', async () => {
  history.replaceState(null, '', '/new');
  expect(await checking().answer(both)).toMatchObject({ organizations: { says: 'well' }, chat: null });
  expect(paths()).toEqual(['/api/organizations']);
});

test.each([
  [
    'nobody is signed in',
    403,
    '{"error":{"type":"permission_error","details":{"error_code":"account_session_invalid"}}}',
    'signed-out',
    'out',
  ],
  ['Claude fails', 500, error('api_error'), 'server', 'unknown'],
  ['a page of somebody else', 200, '<title>Welcome</title>', 'foreign', 'unknown'],
] as const)('%s: the chat is not asked after', async (_, status, body, says, state) => {
  answers['/api/organizations'] = () => new Response(body, { status });
  const { answer, reported } = checking();
  const { organizations, chat } = await answer(both);
  expect(organizations).toMatchObject({ says, status });
  expect(chat).toBeUndefined();
  expect(paths()).toEqual(['/api/organizations']);
  expect(reported).toMatchObject([{ state }]);
});

describe('a chat of another organisation', () => {
  beforeEach(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the page's own cookie, as claude.ai sets it.
    document.cookie = `lastActiveOrg=${OTHER}`;
  });
  test('is looked for in the others', async () => {
    expect(await checking().answer(both)).toMatchObject({ chat: { says: 'well' } });
    expect(paths().slice(1)).toEqual([chatIn(OTHER), chatIn(ORG)]);
  });
  test('is gone when nobody has it', async () => {
    delete answers[chatIn(ORG)];
    expect(await checking().answer(both)).toMatchObject({ chat: { says: 'refused', status: 404 } });
  });
  test('that fails is not looked for elsewhere', async () => {
    answers[chatIn(OTHER)] = () => new Response(error('api_error'), { status: 500 });
    expect(await checking().answer(both)).toMatchObject({ chat: { says: 'server' } });
    expect(paths()).toHaveLength(2);
  });
});

test('the chat alone', async () => {
  expect(await checking().answer({ questions: ['chat'] })).toMatchObject({ chat: { says: 'well' } });
  expect(paths()).toEqual([chatIn(ORG)]);
});

test('the session in doubt and the chain share one question', async () => {
  const { answer, heard, reported } = checking();
  const failure = a('response-received', 1_000_000, { status: 500, failure: 'server' });
  heard(failure);
  await answer({ questions: ['organizations'] });
  expect(paths()).toEqual(['/api/organizations']);
  expect(reported).toHaveLength(1);
  vi.advanceTimersByTime(11_000);
  await answer({ questions: ['organizations'] });
  expect(paths()).toHaveLength(2);
});
