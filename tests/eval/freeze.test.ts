import { beforeAll, expect, test } from 'vitest';
import { type FreezeFigures, simulateFreezes } from './freeze.ts';
import { type Bar, barLine, isMet, saveSection } from './section.ts';

const SEED = 20_261_121;
const LONGEST_MS = 45_000;

let bars: Bar[] = [];

const barsOf = ({ alive, falseAlarms, missed, maxMs }: FreezeFigures): Bar[] => [
  {
    name: 'living replies called frozen, per 1,000',
    value: (falseAlarms / alive) * 1_000,
    at: 'most',
    bar: 1,
  },
  { name: 'silent replies that were never found', value: missed, at: 'most', bar: 0 },
  {
    name: 's of silence until the last was found',
    value: maxMs / 1_000,
    at: 'most',
    bar: LONGEST_MS / 1_000,
  },
];

beforeAll(() => {
  const figures = simulateFreezes(SEED);
  const { replies, alive, falseAlarms, silenced, missed, medianMs, p95Ms, maxMs } = figures;
  bars = barsOf(figures);
  saveSection('freeze', {
    title: 'Frozen replies: a simulation over seeded replies and machines',
    lines: [
      `${replies} replies: ${alive} lived, ${falseAlarms} of them called frozen; ${silenced} fell silent, ${missed} of them never found`,
      `silence until found: median ${medianMs / 1_000} s, 95 % within ${p95Ms / 1_000} s, at most ${maxMs / 1_000} s`,
    ],
    bars,
  });
}, 120_000);

test('a frozen reply is found in time, a living one is left alone', () => {
  expect(bars.filter((bar) => !isMet(bar)).map(barLine)).toEqual([]);
});
