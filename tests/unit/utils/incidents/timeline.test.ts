import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TimelineFacts, timeline } from '@/utils/incidents/timeline';
import { RANGES } from '@/utils/incidents/types';
import { failure } from '../failures/given';
import { DAY_MS, HOUR_MS, MINUTE_MS, NOW, own, past, work } from './past';

const facts = (more: Partial<TimelineFacts> = {}): TimelineFacts => ({
  ...{ failures: [], own: [], official: [], maintenance: [], hours: [] },
  ...more,
});
const kinds = (more: Partial<TimelineFacts>, range: (typeof RANGES)[number] = 'day', now = NOW) =>
  timeline(facts(more), range, now).rows.map(({ kind }) => kind);

describe('what is in it', () => {
  test('all that lies within the range, newest first', () => {
    const all = { failures: [failure()], own: [own()], official: [past()], maintenance: [work()] };
    expect(kinds(all)).toEqual(['maintenance', 'failures', 'official', 'own']);
  });

  test('what began before and reaches into it, and what is still open', () => {
    const long = past({ startedAt: NOW - 3 * DAY_MS, resolvedAt: NOW - DAY_MS + 1 });
    const open = past({ startedAt: NOW - 9 * DAY_MS, resolvedAt: null });
    expect(kinds({ official: [long, open] })).toEqual(['official', 'official']);
    expect(
      kinds({ official: [past({ startedAt: NOW - 3 * DAY_MS, resolvedAt: NOW - DAY_MS - 1 })] }),
    ).toEqual([]);
  });

  test('failures of one hour are one row, from the first to the last, by what they were', () => {
    const failures = [
      failure({ at: NOW - 50 * MINUTE_MS }),
      failure({ at: NOW - 40 * MINUTE_MS, class: 'cut' }),
      failure({ at: NOW - 30 * MINUTE_MS }),
      failure({ at: NOW - 70 * MINUTE_MS }),
    ];
    expect(timeline(facts({ failures }), 'day', NOW).rows).toMatchObject([
      {
        ...{ from: NOW - 50 * MINUTE_MS, to: NOW - 30 * MINUTE_MS },
        classes: [
          { class: 'overloaded', count: 2 },
          { class: 'cut', count: 1 },
        ],
      },
      { from: NOW - 70 * MINUTE_MS, classes: [{ class: 'overloaded', count: 1 }] },
    ]);
  });

  test('a clock that was ahead when something failed brings no failure of the future', () => {
    expect(kinds({ failures: [failure({ at: NOW + HOUR_MS })] })).toEqual([]);
  });
  test('nor an incident, nor tries', () => {
    const ahead = NOW + 365 * DAY_MS;
    expect(kinds({ own: [own({ startedAt: ahead, endedAt: ahead + HOUR_MS })] })).toEqual([]);
    const hours = [{ at: ahead, model: 'Opus 4.7', tries: 9, failed: 9 }];
    expect(timeline(facts({ hours }), 'day', NOW).models).toEqual([]);
  });
});

describe('its parts', () => {
  test.each([
    ['day', 'hour', 25],
    ['week', 'day', 8],
    ['month', 'day', 31],
    ['quarter', 'day', 91],
  ] as const)('%s: by the %s', (range, unit, most) => {
    const line = timeline(facts(), range, NOW);
    expect(line.unit).toBe(unit);
    expect(line.slots.length).toBeGreaterThanOrEqual(most - 1);
    expect(line.slots.length).toBeLessThanOrEqual(most);
  });

  test('tries of an hour stand beside its failures; models are told apart, the most used first', () => {
    const at = NOW - HOUR_MS;
    const hours = [
      { at, model: 'Opus 4.7', tries: 3, failed: 2 },
      { at, model: 'Haiku 4.5', tries: 9, failed: 0 },
      { at: NOW - 2 * DAY_MS, model: 'Opus 4.7', tries: 5, failed: 5 },
    ];
    const line = timeline(facts({ hours, failures: [failure({ at: at + 1 })] }), 'day', NOW);
    expect(line.slots.find((slot) => slot.from === at)).toMatchObject({ tries: 12, failed: 2, failures: 1 });
    expect(line.models).toEqual([
      { model: 'Haiku 4.5', tries: 9, failed: 0 },
      { model: 'Opus 4.7', tries: 3, failed: 2 },
    ]);
  });

  const zoned = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  const ages = fc.array(fc.integer({ min: 0, max: 100 * DAY_MS }), { maxLength: 30 });

  test('every failure of the range is in exactly one part, without a gap between them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RANGES), zoned, ages, (range, now, offsets) => {
        const failures = offsets.map((offset) => failure({ at: now - offset }));
        const { slots, from } = timeline(facts({ failures }), range, now);
        const inside = failures.filter(({ at }) => at >= from).length;
        expect(slots.reduce((sum, slot) => sum + slot.failures, 0)).toBe(inside);
        expect(slots[0]?.from).toBeLessThanOrEqual(from);
        expect(slots.at(-1)?.to).toBeGreaterThan(now);
        for (const [index, slot] of slots.entries())
          if (index > 0) expect(slot.from).toBe(slots[index - 1]?.to);
      }),
    );
  });
});
