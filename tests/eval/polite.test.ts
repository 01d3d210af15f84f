import { beforeAll, describe, expect, test } from 'vitest';
import { type Day, eightHours, type Load, outageLoad, politeLines } from './polite.ts';
import { type Bar, isMet, saveSection } from './section.ts';

const SEED = 20_261_121;
const INSTALLS = 1_000_000;
const SAMPLE = 50_000;
const MOST_TIMES_MEAN = 3;
const MOST_A_DAY = 400;
const HOUR_MS = 3_600_000;

let load: readonly Load[] = [];
let days: readonly Day[] = [];
let bars: Bar[] = [];

beforeAll(() => {
  load = outageLoad(SEED, SAMPLE, INSTALLS);
  days = [
    eightHours(SEED, 300, 0),
    eightHours(SEED, 300, 2 * HOUR_MS),
    eightHours(SEED, 300, 2 * HOUR_MS, true),
  ];
  bars = [
    ...load.map(({ id, mean, peakSecond }): Bar => {
      return {
        name: `${id}: busiest second ÷ mean`,
        value: peakSecond / mean,
        at: 'most',
        bar: MOST_TIMES_MEAN,
      };
    }),
    ...days.map(({ name, median }): Bar => {
      return { name: `requests in ${name}`, value: median, at: 'most', bar: MOST_A_DAY };
    }),
    ...days.map(({ name, most }): Bar => {
      return {
        name: `requests in ${name}, the busiest of 300 users`,
        value: most,
        at: 'most',
        bar: MOST_A_DAY,
      };
    }),
  ];
  const lines = politeLines(load, days);
  saveSection('polite', { title: 'Politeness: who is asked how often', lines, bars });
}, 180_000);

test('a million installs do not come in the same second, and none asks too much', () => {
  expect(bars.filter((bar) => !isMet(bar))).toEqual([]);
});

describe('the figures are of something', () => {
  test('in trouble the page is asked about once a minute, and in peace once in five', () => {
    const official = load.find(({ id }) => id === 'claude-status-page');
    expect(official?.mean).toBeGreaterThan(INSTALLS / 90);
    expect(official?.mean).toBeLessThan(INSTALLS / 55);
    expect(official?.calm).toBeCloseTo(INSTALLS / 300, -3);
  });

  test('the community is asked in trouble only', () => {
    for (const { id, calm, mean } of load.filter(({ id }) => id !== 'claude-status-page')) {
      expect(calm, id).toBe(0);
      expect(mean, id).toBeGreaterThan(INSTALLS / 600);
    }
  });
});
