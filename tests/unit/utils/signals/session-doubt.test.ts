import { expect, test } from 'vitest';
import { sessionDoubt } from '@/utils/signals/session-doubt';
import type { SignalOf } from '@/utils/signals/types';
import { a } from './given';

const answer = (at: number, special: Partial<SignalOf<'response-received'>>) =>
  a('response-received', at, special);
const server = { status: 500, failure: 'server' } as const;
const asks = (...signals: ReturnType<typeof answer>[]): boolean[] => {
  const { heard } = sessionDoubt();
  return signals.map(heard);
};

test('a message that the server failed is reason enough', () => {
  expect(asks(answer(0, server))).toEqual([true]);
});

test('of other calls it takes two, with no answer between', () => {
  const call = { endpoint: 'conversation', status: 502, failure: 'gateway' } as const;
  expect(asks(answer(0, call), answer(1, call))).toEqual([false, true]);
  expect(asks(answer(0, call), answer(1, { endpoint: 'list' }), answer(2, call))).toEqual([
    false,
    false,
    false,
  ]);
  expect(asks(answer(0, call), a('reply-began', 1), answer(2, call))).toEqual([false, false, false]);
});

test('once a minute at most', () => {
  expect(asks(answer(0, server), answer(30_000, server), answer(61_000, server))).toEqual([
    true,
    false,
    true,
  ]);
});

test.each([
  ['overload', { status: 529, failure: 'overloaded' }],
  ['a limit', { status: 429, failure: 'limit' }],
  ['a sign-out, which needs no asking', { status: 401, failure: 'signed-out' }],
  ['a challenge', { status: 403, failure: 'challenge' }],
  ['an answer', {}],
] as const)('never for %s', (_, special) => {
  expect(asks(answer(0, special), answer(1, special), answer(2, special))).toEqual([false, false, false]);
});
