/**
 * How often the community score cries wolf, and how late it is: counts of five minutes from a seed, negative binomial with twice
 * the variance of a Poisson process of the same rate. First at a known usual rate; then by the whole machine, which learns the rate
 * from a wrong assumption while it goes up and down with the hours of the week.
 */
import { STEP_MS } from '@/utils/status/baseline';
import { RISE, THRESHOLD, weight } from '@/utils/status/cusum';
import { observe, type SurgeState, surgeOf } from '@/utils/status/surge';
import type { Post } from '@/utils/status/types';
import { type Random, randomFrom } from './random.ts';

const STEPS_PER_HOUR = 12;
const STEPS_PER_DAY = 24 * STEPS_PER_HOUR;
export const RATES = [0.5, 2, 6] as const;
const RISES = [5, 10, 20] as const;

/** Counts with this mean; `dispersion` 1 is Poisson. */
export function countsOf(mean: number, dispersion: number, random: Random): () => number {
  const size = mean / (dispersion - 1);
  const upTo: number[] = [];
  let chance = dispersion > 1 ? dispersion ** -size : Math.exp(-mean);
  let all = chance;
  for (let count = 0; count < 400 && 1 - all > 1e-10; count += 1) {
    upTo.push(all);
    chance *= dispersion > 1 ? ((size + count) / (count + 1)) * (1 - 1 / dispersion) : mean / (count + 1);
    all += chance;
  }
  upTo.push(1);
  return () => {
    const at = random.next();
    return upTo.findIndex((share) => at <= share);
  };
}

type Weigh = (count: number) => number;
const bursty =
  (usual: number): Weigh =>
  (count) =>
    weight(count, usual, 2);
/** The bad example: the same sum and threshold, for counts that come one by one. */
const poisson =
  (usual: number): Weigh =>
  (count) =>
    count * Math.log(RISE) - (RISE - 1) * usual;

function daysBetweenAlarms(weigh: Weigh, counts: () => number, days: number): number {
  let sum = 0;
  let alarms = 0;
  for (let step = 0; step < days * STEPS_PER_DAY; step += 1) {
    sum = Math.max(0, sum + weigh(counts()));
    if (sum < THRESHOLD) continue;
    alarms += 1;
    sum = 0;
  }
  return days / Math.max(alarms, 1);
}

/** Mean minutes from the rise to the alarm. */
function delayMinutes(weigh: Weigh, counts: () => number, runs: number): number {
  let steps = 0;
  for (let run = 0; run < runs; run += 1) {
    let sum = 0;
    for (let step = 0; step < 10_000 && sum < THRESHOLD; step += 1) {
      sum = Math.max(0, sum + weigh(counts()));
      steps += 1;
    }
  }
  return (steps / runs) * (STEP_MS / 60_000);
}

export interface SurgeRow {
  /** Complaints per hour while all is well. */
  readonly perHour: number;
  readonly daysBetween: number;
  /** Of a Poisson threshold, on the same counts. */
  readonly poissonDays: number;
  /** Minutes until it is noticed, for each of RISES. */
  readonly delays: readonly number[];
}

/** At a known usual rate. */
export function simulateSurges(seed: number, days: number, runs: number): readonly SurgeRow[] {
  const random = randomFrom(seed);
  return RATES.map((perHour) => {
    const usual = perHour / STEPS_PER_HOUR;
    return {
      perHour,
      daysBetween: daysBetweenAlarms(bursty(usual), countsOf(usual, 2, random), days),
      poissonDays: daysBetweenAlarms(poisson(usual), countsOf(usual, 2, random), days / 4),
      delays: RISES.map((rise) => delayMinutes(bursty(usual), countsOf(usual * rise, 2, random), runs)),
    };
  });
}

const START = Date.UTC(2026, 10, 2);
const ASSUMED_PER_HOUR = 1;

/** Busy afternoons, quiet nights and weekends; on the whole once the rate. */
function ofTheHour(step: number): number {
  const hour = Math.floor(step / STEPS_PER_HOUR) % 168;
  const day = 1 + 0.5 * Math.sin(((hour % 24) - 9) * (Math.PI / 12));
  return day * (hour < 120 ? 1.15 : 0.625);
}

export interface LearningRow {
  readonly perHour: number;
  readonly alarms: number;
  readonly days: number;
  /** Minutes until a tenfold rise is noticed, mean over trials at different hours. */
  readonly delay: number;
}

/** The whole machine, asked every five minutes; it begins with a wrong assumption. */
export function simulateLearning(seed: number, perHour: number, days: number, trials: number): LearningRow {
  const random = randomFrom(seed);
  const tables = new Map<number, () => number>();
  const countAt = (step: number, rise: number): number => {
    const mean = (perHour / STEPS_PER_HOUR) * ofTheHour(step) * rise;
    const known = tables.get(mean) ?? countsOf(mean, 2, random);
    tables.set(mean, known);
    return known();
  };
  const source = { quietPerHour: ASSUMED_PER_HOUR };
  let posts: Post[] = [];
  const after = (state: SurgeState | undefined, step: number, rise: number): SurgeState => {
    const at = START + step * STEP_MS;
    const fresh = Array.from({ length: countAt(step, rise) }, (_, index) => ({
      key: `${step}.${index}`,
      at: at + Math.floor(random.next() * STEP_MS),
    }));
    posts = [...posts, ...fresh].filter((post) => post.at > at - 12 * STEP_MS);
    return observe(state, { posts, from: at - 12 * STEP_MS }, source, at + STEP_MS);
  };
  const isTrouble = (state: SurgeState): boolean =>
    surgeOf(state, source, state.heardAt).report.state === 'trouble';
  let state: SurgeState | undefined;
  let alarms = 0;
  let was = false;
  let step = 0;
  for (; step < days * STEPS_PER_DAY; step += 1) {
    state = after(state, step, 1);
    const is = isTrouble(state);
    if (is && !was) alarms += 1;
    was = is;
  }
  let waited = 0;
  const calm = state;
  for (let trial = 0; trial < trials; trial += 1) {
    // Each a few hours later, from what was learnt by then.
    let now: SurgeState | undefined = calm && { ...calm, sum: 0, troubleSince: null };
    posts = [];
    let at = step;
    const offset = random.whole(0, 11 * STEPS_PER_HOUR);
    for (; at < step + offset; at += 1) now = after(now, at, 1);
    const begun = at;
    do now = after(now, at++, 10);
    while (!isTrouble(now) && at - begun < 2_000);
    waited += at - begun;
  }
  return { perHour, alarms, days, delay: (waited / Math.max(trials, 1)) * (STEP_MS / 60_000) };
}

const padded = (value: number, width: number): string =>
  (value >= 10 ? Math.round(value) : value.toFixed(1)).toString().padStart(width);

/** What is printed. */
export function surgeLines(known: readonly SurgeRow[], learning: readonly LearningRow[]): readonly string[] {
  return [
    `variance = 2 × mean, rise looked for ×${RISE}, threshold ${THRESHOLD}`,
    'complaints/h   days between false alarms   minutes until ×5 / ×10 / ×20 is noticed   (Poisson threshold: days)',
    ...known.map(
      ({ perHour, daysBetween, delays, poissonDays }) =>
        `${padded(perHour, 12)}${padded(daysBetween, 28)}${delays.map((delay) => padded(delay, 10)).join('')}${padded(poissonDays, 32)}`,
    ),
    `learnt from an assumption of ${ASSUMED_PER_HOUR}/h, with days and weekends`,
    ...learning.map(
      ({ perHour, alarms, days, delay }) =>
        `${padded(perHour, 12)}   ${alarms} false alarms in ${days} days; ×10 noticed after ${padded(delay, 1)} min`,
    ),
  ];
}
