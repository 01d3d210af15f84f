import { expect, test } from 'vitest';
import { completeChallenge } from '@/utils/fixes/complete-challenge';

test('brings the check to the front and waits; touches nothing', () => {
  expect(completeChallenge.plan()).toEqual([
    { verb: 'focus-tab' },
    { verb: 'await-challenge', timeoutMs: 300_000 },
  ]);
});
