import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursIn, NO_TRIES, withTries } from '@/utils/incidents/tries';
import type { Try } from '@/utils/incidents/types';

const HOUR_MS = 3_600_000;
const T0 = Date.UTC(2026, 10, 20, 14);

describe('the count', () => {
  const good = (at: number, more: Partial<Try> = {}): Try => ({
    ...{ name: `n${at}`, at, model: 'Opus 4.7', failed: false },
    ...more,
  });

  test('the same try counts once, as it ended last', () => {
    const first = withTries(NO_TRIES, [good(T0)], T0);
    expect(withTries(first, [good(T0)], T0 + 1_000)).toBe(first);
    const second = withTries(first, [good(T0, { failed: true })], T0 + 2_000);
    expect(hoursIn(second)).toEqual([{ at: T0, model: 'Opus 4.7', tries: 1, failed: 1 }]);
  });

  test('after an hour only numbers are left, and a late echo of the same try adds nothing', () => {
    const log = withTries(NO_TRIES, [good(T0), good(T0 + 1, { failed: true })], T0 + 2);
    const later = withTries(log, [good(T0)], T0 + HOUR_MS + 1);
    expect(later).toEqual({
      recent: [],
      hours: [{ at: T0, model: 'Opus 4.7', tries: 2, failed: 1 }],
    });
    expect(withTries(later, [good(T0)], T0 + HOUR_MS + 2)).toBe(later);
  });

  test('90 days, and no more', () => {
    const log = withTries({ recent: [], hours: [{ at: T0, model: null, tries: 3, failed: 1 }] }, [], T0);
    const later = T0 + 90 * 24 * HOUR_MS;
    expect(hoursIn(withTries(log, [good(later)], later))).toEqual([
      { at: later, model: 'Opus 4.7', tries: 1, failed: 0 },
    ]);
  });

  test('a page that makes up tries is bounded', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => good(T0, { name: String(index) }));
    expect(withTries(NO_TRIES, many, T0).recent).toHaveLength(500);
  });

  test('after a clock that ran a year ahead, tries are counted as before', () => {
    const ahead = T0 + 365 * 24 * HOUR_MS;
    const many = Array.from({ length: 500 }, (_, index) => good(ahead, { name: String(index) }));
    let log = withTries(NO_TRIES, many, ahead);
    for (let minute = 0; minute < 30; minute += 1) {
      const at = T0 + minute * 60_000;
      log = withTries(log, [good(at, { failed: true })], at + 1_000);
    }
    expect(hoursIn(log)).toEqual([{ at: T0, model: 'Opus 4.7', tries: 530, failed: 30 }]);
    expect(log.recent).toHaveLength(30);
    // What the tab still tells of that time isn't told again.
    expect(withTries(log, many.slice(0, 1), T0 + 30 * 60_000)).toBe(log);
  });

  const someTry = fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    at: fc.integer({ min: T0, max: T0 + 3 * HOUR_MS }),
    model: fc.constantFrom('Opus 4.7', null),
    failed: fc.boolean(),
  });

  test('however often and in whatever pieces they are told, the numbers are the same', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(someTry, { selector: (one) => one.at }),
        fc.integer({ min: 1, max: 3 }),
        (tries, times) => {
          const ordered = tries.toSorted((x, y) => x.at - y.at);
          let log = NO_TRIES;
          for (const one of ordered)
            for (let time = 0; time < times; time += 1)
              log = withTries(
                log,
                ordered.filter(({ at }) => at <= one.at),
                one.at + 1_000,
              );
          const sums = hoursIn(log);
          expect(sums.reduce((sum, hour) => sum + hour.tries, 0)).toBe(tries.length);
          expect(sums.reduce((sum, hour) => sum + hour.failed, 0)).toBe(
            tries.filter(({ failed }) => failed).length,
          );
        },
      ),
    );
  });
});
