import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attemptsOf, failuresInARow, isOpen, latestAttempt } from '@/utils/signals/attempts';
import type { Signal } from '@/utils/signals/types';
import { a, CHAT, failedTry, goodTry } from './given';

const merged = { protocol: 'merged' } as const;
const act = (id: string, at: number): Signal[] => [
  a('request-started', at, { ...merged, id, endpoint: 'action', conversationId: null }),
  a('response-received', at + 300, { ...merged, id, endpoint: 'action', conversationId: null }),
];
const turn = { ...merged, id: 'm-turn-1' };

describe('older protocol', () => {
  const begun = [a('request-started', 0), a('reply-accepted', 500), a('response-received', 500)];
  test.each<[string, Signal[], object]>([
    ['asked', [a('request-started', 0)], { state: 'waiting', startedAt: 0, changedAt: 0 }],
    ['taken', begun, { state: 'accepted', status: 200, model: 'Sonnet 4.6', changedAt: 500 }],
    ['begun', [...begun, a('reply-began', 900)], { state: 'replying', outputBegan: true, changedAt: 900 }],
    ['ended', goodTry('lx-1', 0), { state: 'done', outputBegan: true, failure: null }],
    [
      'refused',
      failedTry('lx-1', 0, { retryAfterMs: 3_000, resetsAt: 9 }),
      {
        state: 'failed',
        status: 529,
        failure: 'overloaded',
        retryAfterMs: 3_000,
        resetsAt: 9,
        changedAt: 700,
      },
    ],
    [
      '409 is a success',
      [a('request-started', 0), a('response-received', 5, { status: 409 })],
      { state: 'done' },
    ],
    [
      'no answer',
      [a('request-started', 0), a('request-failed', 90)],
      { state: 'failed', failure: 'network', status: null },
    ],
    [
      'stopped before an answer',
      [a('request-started', 0), a('request-failed', 90, { aborted: true })],
      { state: 'stopped', failure: null },
    ],
    [
      'stopped',
      [...begun, a('reply-ended', 900, { outcome: 'stopped' })],
      { state: 'stopped', failure: null },
    ],
    ['cut', [...begun, a('reply-ended', 900, { outcome: 'cut' })], { state: 'failed', failure: 'cut' }],
    [
      'failed inside the stream',
      [...begun, a('reply-ended', 900, { outcome: 'failed', failure: 'overloaded', status: 529 })],
      { state: 'failed', failure: 'overloaded', status: 529 },
    ],
    [
      'failed without a word',
      [...begun, a('reply-ended', 900, { outcome: 'failed' })],
      { state: 'failed', failure: 'server', status: null },
    ],
    ['left', [...begun, a('page-loaded', 2_000)], { state: 'gone', changedAt: 2_000 }],
    ['whole before the page was left', [...goodTry('lx-1', 0), a('page-loaded', 20_000)], { state: 'done' }],
    [
      'failed before the page was left',
      [...failedTry('lx-1', 0), a('page-loaded', 5_000)],
      { state: 'failed' },
    ],
  ])('%s', (_, signals, expected) => {
    const attempts = attemptsOf(signals);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).toMatchObject({ id: 'lx-1', conversationId: CHAT, ...expected });
  });

  test('other requests are no tries', () => {
    const others = ['timeline', 'conversation', 'list', 'other'] as const;
    expect(attemptsOf(others.map((endpoint) => a('request-started', 0, { endpoint })))).toEqual([]);
    expect(attemptsOf([a('response-received', 0, { id: 'unknown', failure: 'server' })])).toEqual([]);
  });
});

describe('newer protocol', () => {
  test('a turn takes over the action that asked for it', () => {
    const attempts = attemptsOf([
      ...act('m-1', 0),
      a('reply-accepted', 400, { ...turn, conversationId: CHAT }),
    ]);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).toMatchObject({
      id: 'm-turn-1',
      startedAt: 0,
      state: 'accepted',
      conversationId: CHAT,
    });
  });

  test('a turn that nobody here asked for is a try too', () => {
    const attempts = attemptsOf([a('reply-accepted', 400, turn), a('reply-began', 900, turn)]);
    expect(attempts).toMatchObject([{ id: 'm-turn-1', startedAt: 400, state: 'replying' }]);
  });

  test('an action that starts no turn, such as a rename, is not the latest try', () => {
    const signals = [...act('m-1', 0), a('reply-accepted', 400, turn), a('reply-ended', 900, turn)];
    const attempts = attemptsOf([...signals, ...act('m-2', 2_000)]);
    expect(latestAttempt(attempts)).toMatchObject({ id: 'm-turn-1', state: 'done' });
    expect(latestAttempt(attemptsOf(act('m-2', 2_000)))).toBeUndefined();
  });

  test('an action without an answer yet is the latest try', () => {
    expect(latestAttempt(attemptsOf(act('m-1', 0).slice(0, 1)))).toMatchObject({ state: 'waiting' });
  });

  test('a stream that fails before the turn has a name fails the action that waits', () => {
    const ended = a('reply-ended', 800, { ...merged, id: 'none', outcome: 'failed', failure: 'gateway' });
    expect(attemptsOf([...act('m-1', 0), ended])).toMatchObject([
      { id: 'm-1', state: 'failed', failure: 'gateway' },
    ]);
  });

  test('the second turn fails unnamed: the first stays done', () => {
    const first = [...act('m-1', 0), a('reply-accepted', 400, turn), a('reply-ended', 900, turn)];
    const ended = a('reply-ended', 5_800, { ...turn, outcome: 'failed', failure: 'gateway' });
    expect(attemptsOf([...first, ...act('m-2', 5_000), ended])).toMatchObject([
      { id: 'm-turn-1', state: 'done' },
      { id: 'm-2', state: 'failed' },
    ]);
  });

  test('a reply that is whole stays whole when its stream fails later', () => {
    const whole = [...act('m-1', 0), a('reply-accepted', 400, turn), a('reply-ended', 900, turn)];
    const late = a('reply-ended', 60_000, { ...turn, outcome: 'failed', failure: 'gateway', status: 503 });
    expect(attemptsOf([...whole, late])).toMatchObject([{ state: 'done' }]);
  });

  test('a turn whose stream failed and came back is done in the end', () => {
    const failed = a('reply-ended', 900, { ...turn, outcome: 'failed', failure: 'gateway' });
    const signals = [...act('m-1', 0), a('reply-accepted', 400, turn), failed, a('reply-ended', 5_000, turn)];
    expect(attemptsOf(signals)).toMatchObject([{ id: 'm-turn-1', state: 'done' }]);
  });
});

test.each([
  [[], 0],
  [failedTry('lx-1', 0), 1],
  [[...failedTry('lx-1', 0), ...failedTry('lx-2', 9_000)], 2],
  [[...failedTry('lx-1', 0), ...goodTry('lx-2', 9_000)], 0],
  [[...failedTry('lx-1', 0), ...goodTry('lx-2', 9_000), ...failedTry('lx-3', 30_000)], 1],
  [[...failedTry('lx-1', 0), a('request-started', 9_000, { id: 'lx-2' })], 1],
])('failures in a row: case %#', (signals, expected) => {
  expect(failuresInARow(attemptsOf(signals))).toBe(expected);
});

test('the past is never changed in place', () => {
  const [before] = attemptsOf(goodTry('lx-1', 0).slice(0, 2));
  const frozen = structuredClone(before);
  attemptsOf(goodTry('lx-1', 0));
  expect(before).toEqual(frozen);
});

test.each(['waiting', 'accepted', 'replying'] as const)('%s is open', (state) => {
  const [attempt] = attemptsOf([a('request-started', 0)]);
  expect(attempt && isOpen({ ...attempt, state })).toBe(true);
  expect(attempt && isOpen({ ...attempt, state: 'done' })).toBe(false);
});

describe('a try has a reason to have failed exactly when it has failed', () => {
  const broke = a('reply-ended', 900, {
    ...turn,
    outcome: 'failed',
    failure: 'limit',
    status: 429,
    resetsAt: 9,
  });
  const goesOn = [
    ...act('lx-1', 0),
    a('reply-accepted', 500, { ...turn }),
    broke,
    a('reply-began', 1_500, { ...turn }),
  ];

  test('a stream that broke goes on', () => {
    expect(attemptsOf(goesOn)).toMatchObject([
      { state: 'replying', failure: null, status: null, resetsAt: null },
    ]);
  });

  test('and comes to its end', () => {
    const whole = [...goesOn, a('reply-ended', 2_000, { ...turn })];
    expect(attemptsOf(whole)).toMatchObject([{ state: 'done', failure: null, status: null, resetsAt: null }]);
  });

  test('or ends without going on first', () => {
    const whole = [...goesOn.slice(0, -1), a('reply-ended', 2_000, { ...turn })];
    expect(attemptsOf(whole)).toMatchObject([{ state: 'done', failure: null, status: null }]);
  });

  const at = fc.nat({ max: 5 });
  const id = fc.constantFrom('x', 'y');
  const about = fc.record({ id, protocol: fc.constantFrom('legacy' as const, 'merged' as const) });
  const failure = fc.constantFrom(null, 'overloaded' as const, 'limit' as const);
  const call = fc.tuple(about, fc.constantFrom('send' as const, 'action' as const));
  const anySignal: fc.Arbitrary<Signal> = fc.oneof(
    fc.tuple(at, call).map(([when, [its, endpoint]]) => a('request-started', when, { ...its, endpoint })),
    fc
      .tuple(at, call, failure, fc.constantFrom(200, 409, 529))
      .map(([when, [its, endpoint], why, status]) =>
        a('response-received', when, { ...its, endpoint, failure: why, status, retryAfterMs: why && 5 }),
      ),
    fc
      .tuple(at, about, fc.boolean())
      .map(([when, its, aborted]) => a('request-failed', when, { ...its, aborted })),
    fc.tuple(at, about).map(([when, its]) => a('reply-accepted', when, its)),
    fc.tuple(at, about).map(([when, its]) => a('reply-began', when, its)),
    fc
      .tuple(at, about, fc.constantFrom('complete', 'stopped', 'cut', 'failed'), failure)
      .map(([when, its, outcome, why]) => a('reply-ended', when, { ...its, outcome, failure: why })),
    at.map((when) => a('page-loaded', when)),
  );

  test('whatever comes, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anySignal, { maxLength: 12 }), (signals) => {
        for (const { state, failure: why, retryAfterMs } of attemptsOf(signals)) {
          expect(why !== null).toBe(state === 'failed');
          if (state !== 'failed') expect(retryAfterMs).toBeNull();
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
