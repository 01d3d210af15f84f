import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomFrom } from '@/tests/eval/random';
import { countsOf, simulateSurges } from '@/tests/eval/surge';
import { RISE, usualUpTo, weight } from '@/utils/status/cusum';

const SEED = 20_261_121;
/** Minutes for ×5, ×10, ×20 of a sum that takes each post for as much as the one before, at as few false alarms. */
const LINEAR_DELAYS = [
  [482, 190, 79],
  [148, 55, 25],
  [57, 22, 10],
];

test('at least thirty days between false alarms on bursty counts, where a Poisson threshold has a few', () => {
  const rows = simulateSurges(SEED, 3_000, 400);
  expect(rows.map(({ perHour }) => perHour)).toEqual([0.5, 2, 6]);
  for (const { daysBetween, poissonDays } of rows) {
    expect(daysBetween).toBeGreaterThanOrEqual(30);
    expect(poissonDays).toBeLessThan(7);
  }
  // And it isn't late for it.
  const late = rows.map(({ delays }, row) =>
    delays.map((delay, column) => delay / (LINEAR_DELAYS[row]?.[column] ?? 0)),
  );
  expect(Math.max(...late.flat())).toBeLessThan(1.3);
});

test('the counts of the simulation are what they claim to be', () => {
  const counts = countsOf(0.5, 2, randomFrom(SEED));
  const drawn = Array.from({ length: 200_000 }, counts);
  const mean = drawn.reduce((all, one) => all + one, 0) / drawn.length;
  const variance = drawn.reduce((all, one) => all + (one - mean) ** 2, 0) / drawn.length;
  expect(mean).toBeCloseTo(0.5, 1);
  expect(variance / mean).toBeCloseTo(2, 1);
});

test('calm speaks against a rise, posts for it, and each of a burst for less than the one before', () => {
  const rate = fc.double({ min: 0.001, max: 20, noNaN: true });
  fc.assert(
    fc.property(rate, fc.double({ min: 1.1, max: 8, noNaN: true }), (usual, dispersion) => {
      const weights = Array.from({ length: 30 }, (_, count) => weight(count, usual, dispersion));
      const gains = weights.slice(1).map((one, index) => one - (weights[index] ?? 0));
      const falling = gains.every(
        (gain, index) => gain > 0 && gain <= (gains[index - 1] ?? Math.log(RISE)) + 1e-9,
      );
      return (weights[0] ?? 0) < 0 && falling;
    }),
    { numRuns: 2_000 },
  );
});

test('it is the likelihood ratio of two negative binomials', () => {
  const chance = (count: number, mean: number) => {
    let all = 2 ** -mean; // dispersion 2: size = mean
    for (let index = 0; index < count; index += 1) all *= (mean + index) / (index + 1) / 2;
    return all;
  };
  for (const count of [0, 1, 2, 7])
    expect(weight(count, 0.3, 2)).toBeCloseTo(Math.log(chance(count, 0.3 * RISE) / chance(count, 0.3)), 9);
});

test.each([
  [0, 2, 3],
  [-1, 2, 3],
  [1, 1, 3],
  [Number.NaN, 2, 3],
])('nothing is said of a rate of %s with a dispersion of %s', (usual, dispersion, count) => {
  expect(weight(count, usual, dispersion)).toBe(0);
});

test('what is usual: rarely more', () => {
  const random = randomFrom(SEED);
  for (const mean of [0.04, 0.5, 3]) {
    const limit = usualUpTo(mean, 2);
    const counts = countsOf(mean, 2, random);
    const above = Array.from({ length: 50_000 }, counts).filter((count) => count > limit).length / 50_000;
    expect(above).toBeLessThan(0.028);
    expect(limit).toBeLessThan(mean * 3 + 2);
  }
});
