import { expect, test } from 'vitest';
import { attemptsOf } from '@/utils/signals/attempts';
import { endsOf, spellsOf } from '@/utils/signals/spells';
import { a, failedTry, goodTry } from './given';

const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

test('tries of one message that fail in a row are one spell', () => {
  const signals = [
    ...failedTry('a', 0),
    ...failedTry('b', 9_000),
    ...goodTry('c', 30_000),
    ...failedTry('d', 60_000, { status: 503, failure: 'gateway' }),
    ...failedTry('e', 70_000),
  ];
  expect(ids(spellsOf(endsOf(attemptsOf(signals), 0)))).toEqual(['a', 'd']);
});

test('limits, stops and what is older tell nothing', () => {
  const signals = [
    ...failedTry('old', 0),
    ...failedTry('limit', 20_000, { status: 429, failure: 'limit' }),
    a('request-started', 30_000, { id: 'stopped' }),
    a('request-failed', 31_000, { id: 'stopped', aborted: true }),
    ...failedTry('new', 40_000),
  ];
  expect(ids(endsOf(attemptsOf(signals), 10_000))).toEqual(['new']);
});
