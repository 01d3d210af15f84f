import { expect, test } from 'vitest';
import type { LIMITS } from '@/utils/signals/silence';
import { type FreezeFigures, simulateFreezes } from '../../../eval/freeze.ts';

const SEED = 20_261_121;
const REPLIES = 4_000;
const PATIENCE_MS = 60_000;

const perThousand = ({ falseAlarms, replies }: FreezeFigures): number => (falseAlarms / replies) * 1_000;
const all = (limit: { least: number; most: number; times: number }) =>
  ({ unanswered: limit, legacy: limit, merged: limit }) as unknown as typeof LIMITS;

test(
  'as it is: at most one false alarm in a thousand replies, and every silence noticed within 45 s',
  () => {
    const seen = simulateFreezes(SEED, REPLIES);
    expect(seen.silenced).toBeGreaterThan(500);
    expect(seen.missed).toBe(0);
    expect(perThousand(seen)).toBeLessThanOrEqual(1);
    expect(seen.maxMs).toBeLessThanOrEqual(45_000);
  },
  PATIENCE_MS,
);

test(
  'the same seed, the same figures',
  () => {
    expect(simulateFreezes(7, 300)).toEqual(simulateFreezes(7, 300));
    expect(simulateFreezes(7, 300)).not.toEqual(simulateFreezes(8, 300));
  },
  PATIENCE_MS,
);

test.each([
  ['who is impatient cries wolf', all({ least: 3_000, most: 45_000, times: 0 }), perThousand, 1],
  ['who trusts no gap that was seen, too', all({ least: 10_000, most: 45_000, times: 0 }), perThousand, 1],
  ['who is patient is late', all({ least: 60_000, most: 60_000, times: 0 }), (seen) => seen.maxMs, 45_000],
] as [string, typeof LIMITS, (seen: FreezeFigures) => number, number][])(
  '%s',
  (_, limits, figure, bar) => {
    expect(figure(simulateFreezes(SEED, 1_500, limits))).toBeGreaterThan(bar);
  },
  PATIENCE_MS,
);
