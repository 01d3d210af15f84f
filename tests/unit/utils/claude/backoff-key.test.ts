import { expect, test } from 'vitest';
import rows from '@/tests/fixtures/claude/backoff-key.json';
import { readBackoff, waitsUntil } from '@/utils/claude/backoff-key';

const NOW = 1_794_492_120_000;

test.each(rows)('$name', ({ stored, backoff }) => {
  const getItem = (key: string) => (key === 'ant_completion_backoff_v1' ? stored : null);
  expect(readBackoff({ getItem }, NOW)).toEqual(backoff);
});

test('storage that is blocked', () => {
  const getItem = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  expect(readBackoff({ getItem }, NOW)).toBeNull();
});

test.each([
  [1, 10_200],
  [2, 14_800],
  [5, 47_575],
  [9, 70_000],
  [1_000, 70_000],
])('after %i failures it may wait another %i ms', (failures, ms) => {
  expect(waitsUntil({ failures, lastFailureAt: NOW }) - NOW).toBeCloseTo(ms, 0);
});
