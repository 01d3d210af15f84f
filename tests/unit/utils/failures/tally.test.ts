import { expect, test } from 'vitest';
import { tally } from '@/utils/failures/tally';
import { failure, NOW } from './given';

const HOUR_MS = 3_600_000;

test('counts a day and a week, the most frequent first, and nothing older', () => {
  const log = [
    failure({ at: NOW - HOUR_MS }),
    failure({ at: NOW - 30 * HOUR_MS }),
    failure({ at: NOW - 2 * HOUR_MS, class: 'limit' }),
    failure({ at: NOW - 3 * HOUR_MS, class: 'limit' }),
    failure({ at: NOW - 8 * 24 * HOUR_MS, class: 'cut' }),
  ];
  expect(tally(log, NOW)).toEqual([
    { class: 'limit', day: 2, week: 2 },
    { class: 'overloaded', day: 1, week: 2 },
  ]);
  expect(tally([], NOW)).toEqual([]);
});
