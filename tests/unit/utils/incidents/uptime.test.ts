import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uptime } from '@/utils/incidents/uptime';
import { DAY_MS, HOUR_MS, NOW, past } from './past';

const span = (days: number, hours: number, more = {}) =>
  past({ startedAt: NOW - days * DAY_MS, resolvedAt: NOW - days * DAY_MS + hours * HOUR_MS, ...more });

describe('uptime', () => {
  test('nothing read, nothing said', () => {
    expect(uptime([], NOW)).toBeNull();
  });

  test('only from when the history begins', () => {
    expect(uptime([span(10, 24), span(5, 24)], NOW)).toEqual({ share: 0.8, from: NOW - 10 * DAY_MS });
  });

  test('90 days at most; what began before counts from there', () => {
    const long = past({ startedAt: NOW - 100 * DAY_MS, resolvedAt: NOW - 81 * DAY_MS });
    expect(uptime([long], NOW)).toEqual({ share: 0.9, from: NOW - 90 * DAY_MS });
  });

  test('what overlaps counts once; what is open counts until now', () => {
    const rows = [span(10, 48), span(9.5, 12), past({ startedAt: NOW - DAY_MS, resolvedAt: null })];
    expect(uptime(rows, NOW)?.share).toBeCloseTo(0.7);
  });

  test('incidents of something else, or of unclear things, and notices are no downtime of the chat', () => {
    const rows = [
      span(10, 24, { concernsChat: 'no' }),
      span(8, 24, { concernsChat: 'unclear' }),
      span(6, 72, { impact: 'none' }),
    ];
    expect(uptime(rows, NOW)?.share).toBe(1);
  });

  test('it is a share, whatever the page says', () => {
    const row = fc.record({
      days: fc.double({ min: 0, max: 200, noNaN: true }),
      hours: fc.integer({ min: 0, max: 900 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const share =
          uptime(
            rows.map(({ days, hours }) => span(days, hours)),
            NOW,
          )?.share ?? 1;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });
});
