import { beforeAll, expect, test } from 'vitest';
import { waitAndRetry } from '@/utils/fixes/wait-and-retry';
import { retryLines, type Tally, tryAgain } from './retry.ts';
import { type Bar, isMet, saveSection } from './section.ts';

const SEED = 20_261_121;
const CLIENTS = 10_000;

let tally: Tally;
let bars: Bar[] = [];

const most = (name: string, value: number, bar: number): Bar => ({ name, value, at: 'most', bar });
const least = (name: string, value: number, bar: number): Bar => ({ name, value, at: 'least', bar });

beforeAll(() => {
  tally = tryAgain(SEED, CLIENTS, waitAndRetry);
  bars = [
    most('messages sent twice', tally.duplicates, 0),
    most('added requests, share', tally.added / tally.own, 0.1),
    most('tries while the page tries by itself', tally.whilePageTries, 0),
    most('tries before Retry-After is over', tally.beforeRetryAfter, 0),
    most('tries after output began', tally.afterOutput, 0),
    most('tries of one run', tally.mostTries, 3),
    least('situations with Retry-After', tally.metRetryAfter, 1_000),
    least('situations with output that had begun', tally.metOutput, 1_000),
    least('looks while the page tries', tally.metPageTries, 100),
  ];
  saveSection('retry', { title: 'Trying again: what it costs', lines: retryLines(tally), bars });
}, 180_000);

test('nothing is sent twice, the server is not hammered, and nobody talks over the page', () => {
  expect(bars.filter((bar) => !isMet(bar))).toEqual([]);
});

test('it is worth it where Claude fails now and then, and gives up soon where nothing works', () => {
  const flaky = tryAgain(SEED, 1_000, waitAndRetry, 0);
  expect(flaky.helped / flaky.runs).toBeGreaterThan(0.5);
  const dead = tryAgain(SEED, 1_000, waitAndRetry, 1);
  expect(dead.added / dead.own).toBeLessThan(0.1);
});

/** What the figures would be without each of the rules: else they would measure nothing. */
test('a plan that sends the text anew sends it twice', () => {
  const anew = {
    available: waitAndRetry.available,
    plan: (context: Parameters<typeof waitAndRetry.plan>[0]) =>
      waitAndRetry
        .plan(context)
        .map((step) =>
          step.verb === 'press-retry' ? ({ verb: 'fill-composer', text: 'a', replace: true } as const) : step,
        ),
  };
  expect(tryAgain(SEED, 300, anew).duplicates).toBeGreaterThan(50);
});

test('without asking whose turn it is, it is neither polite nor small', () => {
  const rude = {
    available: () => true,
    plan: (context: Parameters<typeof waitAndRetry.plan>[0]) =>
      waitAndRetry.plan({ ...context, retryAfterMs: null }).filter(({ verb }) => verb !== 'await-turn'),
  };
  const figures = tryAgain(SEED, 300, rude);
  expect(figures.whilePageTries).toBeGreaterThan(10);
  expect(figures.beforeRetryAfter).toBeGreaterThan(10);
  expect(figures.afterOutput).toBeGreaterThan(10);
  expect(figures.added / figures.own).toBeGreaterThan(0.1);
});
