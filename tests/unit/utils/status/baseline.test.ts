import { expect, test } from 'vitest';
import {
  BaselineSchema,
  dispersionOf,
  emptyBaseline,
  hasLearnt,
  learn,
  STEP_MS,
  usualAt,
} from '@/utils/status/baseline';

const START = Date.UTC(2026, 10, 2);
const HOUR_STEPS = 12;
const WEEK_STEPS = 168 * HOUR_STEPS;

function taught(steps: number, countAt: (step: number) => number, quietPerHour = 1) {
  let baseline = emptyBaseline();
  for (let step = 0; step < steps; step += 1)
    baseline = learn(baseline, START + step * STEP_MS, countAt(step), quietPerHour);
  return baseline;
}
const perHour = (baseline: ReturnType<typeof taught>, hour: number, quietPerHour = 1): number =>
  usualAt(baseline, START + hour * 3_600_000, quietPerHour) * HOUR_STEPS;

test('before anything was seen the assumption stands, guessed high', () => {
  expect(perHour(emptyBaseline(), 3, 2)).toBeGreaterThan(2);
  expect(perHour(emptyBaseline(), 3, 2)).toBeLessThan(3);
  expect(hasLearnt(emptyBaseline())).toBe(false);
});

test('half a day is enough to begin with', () => {
  expect(hasLearnt(taught(143, () => 0))).toBe(false);
  expect(hasLearnt(taught(144, () => 0))).toBe(true);
});

test('a wrong assumption fades within days', () => {
  const six = taught(3 * 24 * HOUR_STEPS, (step) => step % 2, 0.5);
  expect(perHour(six, 5, 0.5)).toBeGreaterThan(5);
  expect(perHour(six, 5, 0.5)).toBeLessThan(9);
  const none = taught(3 * 24 * HOUR_STEPS, () => 0, 6);
  expect(perHour(none, 5, 6)).toBeLessThan(0.3);
});

test('busy hours of the week are told from quiet ones, and an hour not yet seen from the same hour of other days', () => {
  const isBusy = (step: number) => Math.floor(step / HOUR_STEPS) % 24 === 14;
  const day = taught(3 * 24 * HOUR_STEPS, (step) => (isBusy(step) ? 1 : Number(step % 24 === 0)));
  expect(perHour(day, 14)).toBeGreaterThan(2 * perHour(day, 3));
  expect(perHour(day, 6 * 24 + 14)).toBeGreaterThan(1.5 * perHour(day, 6 * 24 + 3));
  const mondays = taught(6 * WEEK_STEPS, (step) =>
    step % WEEK_STEPS < 24 * HOUR_STEPS ? 1 : Number(step % 24 === 0),
  );
  expect(perHour(mondays, 14)).toBeGreaterThan(3 * perHour(mondays, 3 * 24 + 14));
});

test('bursts are learnt too, within bounds; a regular source is never trusted to stay so', () => {
  expect(dispersionOf(emptyBaseline())).toBe(2);
  expect(dispersionOf(taught(WEEK_STEPS, (step) => step % 2))).toBe(2);
  const bursts = dispersionOf(taught(2 * WEEK_STEPS, (step) => (step % 20 === 0 ? 8 : 0)));
  expect(bursts).toBeGreaterThan(4);
  expect(dispersionOf(taught(WEEK_STEPS, (step) => (step % 300 === 0 ? 90 : 0)))).toBe(6);
});

test('years later it is still small, and has noticed that the source has grown', () => {
  const grown = taught(60 * WEEK_STEPS, (step) =>
    step < 30 * WEEK_STEPS ? Number(step % 12 === 0) : step % 2,
  );
  expect(perHour(grown, 100)).toBeGreaterThan(5);
  expect(JSON.stringify(grown).length).toBeLessThan(4_000);
  expect(BaselineSchema.safeParse(JSON.parse(JSON.stringify(grown))).success).toBe(true);
}, 20_000);
