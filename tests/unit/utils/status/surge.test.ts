import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '@/tests/eval/random';
import { RATES, simulateLearning } from '@/tests/eval/surge';
import { THRESHOLD } from '@/utils/status/cusum';
import { githubIssues } from '@/utils/status/github-issues';
import { hackerNews } from '@/utils/status/hacker-news';
import { observe, type SurgeState, SurgeStateSchema, surgeOf } from '@/utils/status/surge';
import { type Post, ReportSchema, SurgeSchema } from '@/utils/status/types';

const NOW = Date.parse('2026-11-12T14:02:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const source = { quietPerHour: 1 };

const post = (minutesAgo: number, now = NOW): Post => ({
  key: `k${now - minutesAgo * MINUTE_MS}`,
  at: now - minutesAgo * MINUTE_MS,
});
const posts = (...minutesAgo: number[]): Post[] => minutesAgo.map((ago) => post(ago));
/** One every hour: what is usual here. */
const USUAL = Array.from({ length: 23 }, (_, hour) => 61 + hour * 60);
const BURST = [1, 3, 4, 7, 8, 11, 12, 14, 16, 18, 19, 22];
const first = (seen: readonly Post[], from = NOW - DAY_MS): SurgeState =>
  observe(undefined, { posts: seen, from }, source, NOW);
const said = (state: SurgeState, now = NOW) => surgeOf(state, source, now);
const calm = (state: SurgeState, from: number, hours: number): SurgeState => {
  let now = from;
  let after = state;
  for (; now < from + hours * HOUR_MS; now += 5 * MINUTE_MS)
    after = observe(after, { posts: [], from: now - HOUR_MS }, source, now + 5 * MINUTE_MS);
  return after;
};

describe('one look', () => {
  test('at a usual day: no trouble', () => {
    const { report, surge } = said(first(posts(...USUAL)));
    expect(report).toEqual({ state: 'ok', impact: 'none', headline: null, problem: null });
    expect(surge.score).toBeLessThan(THRESHOLD / 2);
    expect(surge.buckets).toHaveLength(24);
  });

  test('at a day that ends in complaints: trouble, at once', () => {
    const { report, surge } = said(first(posts(...BURST, ...USUAL)));
    expect(report).toMatchObject({ state: 'trouble', impact: 'minor' });
    expect(surge.score).toBeGreaterThanOrEqual(THRESHOLD);
    const last = surge.buckets.slice(-5);
    expect(last.map(({ count }) => (count ?? 0) > 0)).toEqual([true, true, true, true, true]);
    expect(Math.max(...last.map(({ count, usual }) => (count ?? 0) - usual))).toBeGreaterThan(0);
  });

  test('twelve copies in one minute are not twelve complaints over an hour', () => {
    const copies = Array.from({ length: 12 }, (_, index) => ({ key: `c${index}`, at: NOW - 30 * MINUTE_MS }));
    expect(said(first([...copies, ...posts(...USUAL)])).report.state).toBe('ok');
  });

  test('a source that shows two hours only has to learn first, and says so', () => {
    const { report } = said(first(posts(...BURST), NOW - 2 * HOUR_MS));
    expect(report).toMatchObject({ state: 'unknown', problem: 'learning' });
  });

  test('what it said goes stale', () => {
    const state = first(posts(...BURST, ...USUAL));
    expect(said(state, NOW + 14 * MINUTE_MS).report.state).toBe('trouble');
    expect(said(state, NOW + 16 * MINUTE_MS).report).toMatchObject({ state: 'unknown', problem: 'stale' });
    expect(said(state, NOW - DAY_MS).report.state).toBe('unknown');
  });

  test.each([
    ['hacker-news', hackerNews],
    ['github-issues', githubIssues],
  ] as const)('%s, from its recorded answers', (id, community) => {
    const state = (file: string) => {
      const body = readFileSync(`tests/fixtures/status/feeds/${id}-${file}.json`, 'utf8');
      const heard = community.parse({ status: 200, body }, NOW);
      if (!heard.ok) throw new Error(heard.error);
      return surgeOf(observe(undefined, heard.value, community, NOW), community, NOW).report.state;
    };
    expect([state('busy'), state('quiet')]).toEqual(['trouble', 'ok']);
  });
});

describe('one look after the other', () => {
  test('the same posts again change nothing', () => {
    const seen = posts(...BURST.slice(0, 4), ...USUAL);
    const once = first(seen);
    const again = observe(once, { posts: seen, from: NOW - DAY_MS }, source, NOW);
    expect(again).toEqual(once);
    const later = observe(once, { posts: seen, from: NOW - DAY_MS }, source, NOW + 10_000);
    expect(said(later, NOW + 10_000).surge.score).toBe(said(once).surge.score);
  });

  test('looked at in between or at the end, it comes to the same', () => {
    const seen = posts(...BURST, ...USUAL);
    let state: SurgeState | undefined;
    for (let ago = 120; ago >= 0; ago -= 5) {
      const now = NOW - ago * MINUTE_MS;
      state = observe(state, { posts: seen.filter(({ at }) => at <= now), from: NOW - DAY_MS }, source, now);
    }
    expect(said(state!).surge).toEqual(said(first(seen)).surge);
  });

  test('a post that the search shows late still counts', () => {
    const then = NOW + 2 * MINUTE_MS;
    const scoreOf = (shown: readonly Post[], later: readonly Post[]) =>
      said(observe(first(shown), { posts: later, from: NOW - DAY_MS }, source, then), then).surge.score;
    const all = posts(1, 7, 12, ...USUAL);
    const missed = posts(1, 12, ...USUAL);
    expect(scoreOf(missed, all)).toBeGreaterThan(scoreOf(missed, missed) + 1);
    expect(scoreOf(missed, all)).toBe(scoreOf(all, all));
  });

  test('what nobody watched is unknown: not calm, not learnt, and old alarm fades', () => {
    const before = first(posts(...BURST.slice(0, 5), ...USUAL));
    const then = NOW + 5 * HOUR_MS;
    const after = observe(before, { posts: [], from: then - 10 * MINUTE_MS }, source, then);
    const { surge } = said(after, then);
    expect(surge.score).toBeLessThan(0.5);
    expect(surge.buckets.slice(0, 20).every(({ count }) => count === null)).toBe(true);
    const steps = (state: SurgeState) => state.baseline.steps.reduce((all, one) => all + one, 0);
    // Those that were shown, and the two that were still open.
    expect(steps(after) - steps(before)).toBe(26);
  });

  test('a gap is not calm', () => {
    const often = posts(...Array.from({ length: 130 }, (_, index) => 60 + index * 10));
    const busy = first([...often, ...posts(...BURST, ...BURST.map((ago) => ago + 0.5))]);
    const then = NOW + 30 * MINUTE_MS;
    const scoreAfter = (from: number) =>
      said(observe(busy, { posts: [], from }, source, then), then).surge.score;
    expect(scoreAfter(NOW - DAY_MS)).toBe(0);
    expect(scoreAfter(then - MINUTE_MS)).toBeGreaterThan(THRESHOLD / 2);
  });

  test('a flood that fills the whole answer is a surge, whatever came before it', () => {
    const quiet = first(posts(...USUAL));
    const then = NOW + 3 * HOUR_MS;
    const flood = Array.from({ length: 50 }, (_, index) => ({ key: `f${index}`, at: then - index * 20_000 }));
    const from = then - 49 * 20_000;
    const { report, surge } = said(observe(quiet, { posts: flood, from }, source, then), then);
    expect(report.state).toBe('trouble');
    expect(surge.buckets.at(-10)?.count).toBeNull();
  });

  test('it is over when it is calm again, and not before', () => {
    const state = first(posts(...BURST, ...USUAL));
    expect(said(calm(state, NOW, 0.25), NOW + 15 * MINUTE_MS).report.state).toBe('trouble');
    expect(said(calm(state, NOW, 3), NOW + 3 * HOUR_MS).report.state).toBe('ok');
  });

  test('an outage is not learnt as usual; what lasts half a day is', () => {
    const busy = (state: SurgeState, hours: number) => {
      let after = state;
      for (let step = 1; step <= hours * 12; step += 1) {
        const now = NOW + step * 5 * MINUTE_MS;
        const two = [post(1, now), post(3, now)];
        after = observe(after, { posts: two, from: now - 10 * MINUTE_MS }, source, now);
      }
      return after;
    };
    const total = ({ baseline }: SurgeState) => baseline.posts.reduce((all, one) => all + one, 0);
    const start = first(posts(...USUAL));
    const outage = busy(start, 6);
    expect(said(outage, NOW + 6 * HOUR_MS).report.state).toBe('trouble');
    expect(total(outage) - total(start)).toBeLessThan(20);
    expect(said(busy(start, 72), NOW + 72 * HOUR_MS).report.state).toBe('ok');
  });

  test.each([
    ['back by a day', -DAY_MS],
    ['back by a minute', -MINUTE_MS],
    ['on by a year', 365 * DAY_MS],
    ['on by a day', DAY_MS],
  ])('a clock that is set %s forgets the moment, not what is usual', (_, shift) => {
    const before = first(posts(...BURST, ...USUAL));
    const after = observe(before, { posts: [], from: NOW + shift - HOUR_MS }, source, NOW + shift);
    expect(SurgeStateSchema.safeParse(after).success).toBe(true);
    expect(after.settledTo).toBeLessThanOrEqual(NOW + shift);
    const seen = (state: SurgeState) => state.baseline.steps.reduce((all, one) => all + one, 0);
    expect(seen(after)).toBeGreaterThanOrEqual(seen(before));
  });
});

test('kept between two looks it is small, plain, and says nothing of anybody', () => {
  const state = calm(first(posts(...BURST, ...USUAL)), NOW, 6);
  const kept = JSON.parse(JSON.stringify(state)) as unknown;
  expect(SurgeStateSchema.parse(kept)).toEqual(state);
  expect(JSON.stringify(kept).length).toBeLessThan(5_000);
  expect(state.posts).toEqual([]);
});

test('whatever comes, in whatever order: the state stays whole and the score within bounds', () => {
  const random = randomFrom(5);
  const look = fc.record({
    wait: fc.integer({ min: -30, max: 900 }),
    back: fc.nat({ max: 1_500 }),
    count: fc.nat({ max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(look, { minLength: 1, maxLength: 8 }), (looks) => {
      let now = NOW;
      let state: SurgeState | undefined;
      for (const { wait, back, count } of looks) {
        now += wait * MINUTE_MS;
        const seen = Array.from({ length: count }, () => ({
          key: String(random.whole(0, 89)),
          at: now - random.whole(0, 9e6) + 1e6,
        }));
        state = observe(state, { posts: seen, from: now - back * MINUTE_MS }, source, now);
        const { report, surge } = surgeOf(state, source, now);
        if (!SurgeStateSchema.safeParse(state).success || !ReportSchema.safeParse(report).success)
          return false;
        if (!SurgeSchema.safeParse(surge).success || !(surge.score >= 0 && surge.score <= THRESHOLD + 1))
          return false;
      }
      return true;
    }),
    { numRuns: 1_000 },
  );
}, 30_000);

test('it learns what is usual while it works: a false alarm a month at most', () => {
  for (const perHour of RATES) {
    const { alarms, delay } = simulateLearning(20_261_121, perHour, 90, 5);
    expect(alarms).toBeLessThanOrEqual(3);
    expect(delay).toBeLessThan(600 / Math.sqrt(perHour));
  }
}, 60_000);
