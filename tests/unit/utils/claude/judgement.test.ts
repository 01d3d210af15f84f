import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retryAfterMs } from '@/utils/claude/judgement';

describe('Retry-After', () => {
  const NOW = Date.parse('2026-11-12T14:02:00Z');
  test.each([
    [null, null],
    ['5', 5_000],
    ['0', 0],
    ['1.5', 1_500],
    ['-5', null],
    ['soon', null],
    ['Thu, 12 Nov 2026 14:02:30 GMT', 30_000],
    ['Thu, 12 Nov 2026 14:01:30 GMT', null],
  ])('%s', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });

  test('any header: ms, or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const ms = retryAfterMs(header, NOW);
        expect(ms === null || ms >= 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
