import { expect, test } from 'vitest';
import { failuresOf } from '@/utils/failures/failures';
import { hooksIn } from '@/utils/failures/oddities';
import type { Signal } from '@/utils/signals/types';
import { a, CHAT, ORG } from '../signals/given';

const WORDS = 'Dear Anna, the biopsy was on Tuesday';

/** Every kind of failure, each field of free words filled with this. */
const signalsWith = (secret: string): Signal[] => [
  a('page-loaded', 1_000, { buildId: secret }),
  a('page-context', 1_001, { path: `/chat/${secret}`, model: secret }),
  a('request-started', 9_000, { id: secret }),
  a('response-received', 9_500, {
    id: secret,
    status: 500,
    failure: 'server',
    errorType: secret,
    errorCode: secret,
    requestId: secret,
    ray: secret,
  }),
  a('request-failed', 10_000, { id: `${secret}2` }),
  a('reply-accepted', 11_000, { id: `${secret}3`, model: secret, requestId: secret }),
  a('reply-silent', 12_000, { id: `${secret}3` }),
  a('reply-ended', 13_000, { id: `${secret}3`, outcome: 'cut' }),
  a('navigation-failed', 14_000, { error: secret }),
  a('page-loaded', 15_000, { document: 'error', status: 500, buildId: secret }),
  a('hook-missing', 15_500, { hook: secret.slice(0, 40) }),
  a('app-health', 16_000, { state: 'blank' }),
  a('tab-hang', 17_000),
  a('banner', 300_000),
];

test.each([
  ['words', WORDS],
  ['the id of the chat', CHAT],
  ['the id of the organisation', ORG],
  ['an id of the chat in other clothes', `net::ERR_${CHAT}`],
  ['an address', 'https://claude.ai/chat/about-my-divorce'],
  ['an e-mail address', 'anna@example.org'],
])('%s in every field: nothing of it is kept', (_, secret) => {
  const signals = signalsWith(secret);
  const kept = [...failuresOf(signals, 7, 300_001), ...hooksIn(signals)];
  const known = kept.filter((one) => 'class' in one);
  expect(known.length).toBeGreaterThanOrEqual(8);
  const text = JSON.stringify(kept);
  for (const part of [secret, secret.slice(0, 20), secret.slice(-12), CHAT, ORG, '/chat/'])
    expect(text).not.toContain(part);
});

test('an id that no signal names as one of a chat is kept as the id of a request, and as nothing else', () => {
  const stranger = '5c1d9e70-8a42-4f0b-9d3e-7b6a2c4f1e08';
  const kept = failuresOf(signalsWith(stranger), 7, 300_001).map(({ requestId, ...rest }) => [
    requestId === stranger,
    JSON.stringify(rest).includes(stranger),
  ]);
  expect(kept.some(([asRequest]) => asRequest)).toBe(true);
  expect(kept.filter(([, elsewhere]) => elsewhere)).toEqual([]);
});

test('names that are what they should be are kept', () => {
  const signals = [
    a('page-loaded', 1_000, { buildId: '3f9d2c1ab0' }),
    a('page-context', 1_001, { model: 'Opus 4.7' }),
    a('response-received', 9_500, {
      status: 403,
      failure: 'signed-out',
      errorType: 'permission_error',
      errorCode: 'account_session_invalid',
      requestId: 'req_011CbACUexample01',
      ray: '9f1a2b3c4d5e6f70-AMS',
    }),
  ];
  expect(failuresOf(signals, 7, 10_000)).toMatchObject([
    {
      errorType: 'permission_error',
      errorCode: 'account_session_invalid',
      requestId: 'req_011CbACUexample01',
      ray: '9f1a2b3c4d5e6f70-AMS',
      model: 'Opus 4.7',
      buildId: '3f9d2c1ab0',
    },
  ]);
});

test('tabs of the same moment have names of their own', () => {
  const signals = [a('request-failed', 1_000)];
  const [one, other] = [7, 8].map((tab) => failuresOf(signals, tab, 2_000)[0]?.key);
  expect(one).not.toBe(other);
});
