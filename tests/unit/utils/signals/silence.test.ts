import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { silenceLimitMs, watchdog } from '@/utils/signals/silence';

describe('how long a reply may be silent', () => {
  test.each([
    ['legacy', 0, 30_000],
    ['legacy', 4_000, 30_000],
    ['legacy', 6_000, 36_000],
    ['legacy', 60_000, 44_000],
    ['merged', 500, 15_000],
    ['merged', 2_000, 16_000],
    ['merged', 20_000, 44_000],
    ['unanswered', 0, 44_250],
  ] as const)('%s, longest gap %i ms: %i ms', (protocol, gap, limit) => {
    expect(silenceLimitMs(protocol, gap)).toBe(limit);
  });
});

/** Looks once a second, as the tab does; the time at which silence was called. */
function calledAt(
  dog: ReturnType<typeof watchdog>,
  from: number,
  to: number,
  hidden = false,
): number | undefined {
  for (let now = from + 1_000; now <= to; now += 1_000) if (dog.check(now, hidden) !== undefined) return now;
  return undefined;
}

describe('watchdog', () => {
  test('calls silence once, with its length', () => {
    const dog = watchdog('merged', 0);
    dog.alive(4_000);
    expect(calledAt(dog, 0, 60_000)).toBe(36_000); // the gap of 4 s makes it patient: 8 × 4 s
    expect(calledAt(dog, 36_000, 120_000)).toBeUndefined();
  });

  test('tells how long the silence has lasted', () => {
    const dog = watchdog('merged', 0);
    dog.alive(500);
    for (let now = 1_000; now < 15_500; now += 1_000) expect(dog.check(now, false)).toBeUndefined();
    expect(dog.check(15_500, false)).toBe(15_000);
  });

  test('life after a called silence ends it; it can be called again', () => {
    const dog = watchdog('merged', 0);
    expect(dog.alive(500)).toBe(false);
    expect(calledAt(dog, 500, 60_000)).toBeDefined();
    expect(dog.alive(61_000)).toBe(true);
    expect(dog.alive(61_500)).toBe(false);
    expect(calledAt(dog, 61_500, 200_000)).toBeDefined();
  });

  test('a hidden tab is given its time anew', () => {
    const dog = watchdog('merged', 0);
    expect(calledAt(dog, 0, 300_000, true)).toBeUndefined();
    expect(calledAt(dog, 300_000, 314_000)).toBeUndefined();
    expect(calledAt(dog, 314_000, 400_000)).toBe(315_000);
  });

  test('so is a machine that slept', () => {
    const dog = watchdog('merged', 0);
    expect(dog.check(1_000, false)).toBeUndefined();
    expect(dog.check(3_600_000, false)).toBeUndefined();
    expect(dog.check(3_601_000, false)).toBeUndefined();
    expect(calledAt(dog, 3_601_000, 3_700_000)).toBe(3_615_000);
  });

  test('the hour that a machine slept says nothing about the pace of the reply', () => {
    const dog = watchdog('merged', 0);
    dog.check(1_000, false);
    dog.alive(3_600_000);
    expect(dog.check(3_600_500, false)).toBeUndefined();
    expect(calledAt(dog, 3_600_500, 3_700_000)).toBe(3_615_500);
  });

  test.each([-3_600_000, 3_600_000])('a clock set by %i ms gives it its time anew', (jump) => {
    const dog = watchdog('merged', 0);
    expect(calledAt(dog, 0, 9_000)).toBeUndefined();
    expect(calledAt(dog, 9_000 + jump, 60_000 + jump)).toBe(25_000 + jump);
  });

  test('a reply that lives is never called silent, however slow', () => {
    const gaps = fc.array(fc.integer({ min: 50, max: 9_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, fc.constantFrom('legacy' as const, 'merged' as const), (list, protocol) => {
        const dog = watchdog(protocol, 0);
        let now = 0;
        for (const gap of list) {
          for (let at = now + 1_000; at < now + gap; at += 1_000)
            expect(dog.check(at, false)).toBeUndefined();
          now += gap;
          expect(dog.alive(now)).toBe(false);
        }
      }),
    );
  });

  test('any silence is called within a minute', () => {
    const gaps = fc.array(fc.integer({ min: 50, max: 9_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(gaps, fc.constantFrom('legacy' as const, 'merged' as const), (list, protocol) => {
        const dog = watchdog(protocol, 0);
        let now = 0;
        for (const gap of list) {
          for (let at = now + 1_000; at < now + gap; at += 1_000) dog.check(at, false);
          now += gap;
          dog.alive(now);
        }
        dog.check(now, false);
        expect(calledAt(dog, now, now + 60_000)).toBeDefined();
      }),
    );
  });
});
