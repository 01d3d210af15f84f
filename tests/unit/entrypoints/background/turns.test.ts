import { expect, test } from 'vitest';
import { turnFacts, turnsOf } from '@/entrypoints/background/turns';
import { NO_LOAD } from '@/utils/fixes/try-load';
import { turnOf } from '@/utils/fixes/turn';
import type { Signal } from '@/utils/signals/types';
import { a, failedTry } from '../../utils/signals/given';
import { assessed, run, TAB } from './given';

const LONG_AFTER = 60_000;
const turn = (signals: Signal[], now = LONG_AFTER) =>
  turnOf({ ...turnFacts(assessed(signals, now), signals), outcomes: [], vainAt: null }, now);

test.each<[string, Signal[], number, ReturnType<typeof turnOf>]>([
  ['it failed for good', failedTry('a', 1_000), LONG_AFTER, { go: 'now' }],
  ['claude.ai may still try by itself', failedTry('a', 1_000), 3_000, { go: 'later', at: 4_000 }],
  [
    'it shows that it does',
    [...failedTry('a', 1_000), a('page-retry', 2_000, { attempt: 2, of: 5 })],
    50_000,
    { go: 'later', at: 51_000 },
  ],
  [
    'its request is under way',
    [...failedTry('a', 1_000), a('request-started', 59_000, { id: 'b' })],
    LONG_AFTER,
    { go: 'later', at: LONG_AFTER + 1_000 },
  ],
  [
    'the user has sent another message',
    [a('page-loaded', 1_000), a('request-started', 59_000)],
    LONG_AFTER,
    { go: 'later', at: LONG_AFTER + 1_000 },
  ],
  [
    'the server asks for a while',
    failedTry('a', 40_000, { retryAfterMs: 30_000, failure: 'limit', status: 429 }),
    LONG_AFTER,
    { go: 'later', at: 70_700 },
  ],
  [
    'the server asks for an hour',
    failedTry('a', 1_000, { retryAfterMs: 3_600_000 }),
    LONG_AFTER,
    { go: 'never', problem: 'asked_to_wait' },
  ],
  [
    'part of an answer is there',
    [
      ...[a('request-started', 1_000), a('reply-began', 2_000)],
      a('reply-ended', 3_000, { outcome: 'cut', failure: 'cut' }),
    ],
    LONG_AFTER,
    { go: 'never', problem: 'output_began' },
  ],
])('%s', (_, signals, now, expected) => expect(turn(signals, now)).toEqual(expected));

test('a page that fails has nothing that tries by itself', () => {
  const signals = [
    a('request-started', 500),
    a('page-loaded', 1_000, { status: 502, document: 'gateway-error' }),
  ];
  expect(turn(signals)).toEqual({ go: 'now' });
});

test.each([
  ['goes on', run({ state: 'working' }), 'now'],
  ['was cancelled', run({ state: 'cancelled' }), 'never'],
  ['is gone', null, 'never'],
] as const)('a run that %s', async (_, present, go) => {
  const signals = failedTry('a', 1_000);
  const turnOfTab = turnsOf({
    hub: { refresh: async () => assessed(signals, LONG_AFTER) },
    records: { get: async () => ({ signals, dismissed: null, composerIsEmpty: null }) },
    breaker: { load: async () => NO_LOAD },
    executor: () => ({ runOf: async () => present }),
    now: () => LONG_AFTER,
  });
  expect((await turnOfTab(TAB)).go).toBe(go);
});
