/**
 * How many complaints a source usually has in five minutes, for each hour of the week, learnt on this machine. An hour that was
 * seen seldom is taken for its hour of the day, that for the whole, and the whole at first for an assumed rate. How bursty they
 * are is learnt too. Old weeks fade.
 */
import * as z from 'zod/mini';

export const STEP_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const HOURS = 168;
const STEPS_PER_HOUR = HOUR_MS / STEP_MS;

const cells = z.array(z.number()).check(z.length(HOURS));
export const BaselineSchema = z.object({
  /** Complaints seen, and steps watched, by hour of the week in UTC. */
  posts: cells,
  steps: cells,
  /** Sums of squared deviations and of what was expected: their ratio is the dispersion. */
  scatter: z.number(),
  expected: z.number(),
});
export type Baseline = z.infer<typeof BaselineSchema>;

export const emptyBaseline = (): Baseline => ({
  posts: Array.from({ length: HOURS }, () => 0),
  steps: Array.from({ length: HOURS }, () => 0),
  scatter: 0,
  expected: 0,
});

/** Before it has watched so long a source can't tell what is usual. */
const ENOUGH_STEPS = 12 * STEPS_PER_HOUR;
/** Complaints that an assumed rate is worth, and the rate of all hours as a guess for one. */
const ASSUMED_WORTH = 2;
const PARENT_WORTH = 6;
/** Twelve weeks of one hour; what is older fades. */
const MEMORY_STEPS = 12 * STEPS_PER_HOUR;

const hourOf = (at: number): number => Math.floor(at / HOUR_MS) % HOURS;
/** Of all hours, or of the same hour of each day. */
function sum(numbers: readonly number[], first = 0, apart = 1): number {
  let all = 0;
  for (let index = first; index < HOURS; index += apart) all += numbers[index] ?? 0;
  return all;
}

export const hasLearnt = ({ steps }: Baseline): boolean => sum(steps) >= ENOUGH_STEPS;

/**
 * Usual complaints in the step that begins at `at`, guessed high by as much as is uncertain, because a guess that is too low cries
 * wolf. `quietPerHour` is the assumption to begin with.
 */
export function usualAt({ posts, steps }: Baseline, at: number, quietPerHour: number): number {
  const hour = hourOf(at);
  const whole = guess(sum(posts), sum(steps), quietPerHour / STEPS_PER_HOUR, ASSUMED_WORTH);
  const day = guess(sum(posts, hour % 24, 24), sum(steps, hour % 24, 24), whole, PARENT_WORTH);
  const seen = posts[hour] ?? 0;
  return guess(seen, steps[hour] ?? 0, day, PARENT_WORTH) * (1 + 1 / Math.sqrt(PARENT_WORTH + seen));
}

/** Mean of a gamma distribution: the parent's rate is worth so many complaints. */
const guess = (posts: number, steps: number, parent: number, worth: number): number =>
  (worth + posts) / (worth / parent + steps);

const SUPPOSED = 2;
const SUPPOSED_WORTH = 50;
const MOST = 6;
const MEMORY_POSTS = 1_000;

/** Variance over mean. Never below what bursty posts have: a quiet month must not make it nervous. */
export const dispersionOf = ({ scatter, expected }: Baseline): number =>
  Math.min(MOST, Math.max(SUPPOSED, (SUPPOSED * SUPPOSED_WORTH + scatter) / (SUPPOSED_WORTH + expected)));

export function learn(baseline: Baseline, at: number, count: number, quietPerHour: number): Baseline {
  const usual = usualAt(baseline, at, quietPerHour);
  const hour = hourOf(at);
  const fade = Math.min(1, MEMORY_STEPS / ((baseline.steps[hour] ?? 0) + 1));
  const posts = baseline.posts.with(hour, round(((baseline.posts[hour] ?? 0) + count) * fade));
  const steps = baseline.steps.with(hour, round(((baseline.steps[hour] ?? 0) + 1) * fade));
  // A wrong assumption isn't a burst.
  if (!hasLearnt(baseline)) return { ...baseline, posts, steps };
  const dim = baseline.expected > MEMORY_POSTS ? 0.5 : 1;
  return {
    posts,
    steps,
    scatter: round((baseline.scatter + (count - usual) ** 2) * dim),
    expected: round((baseline.expected + usual) * dim),
  };
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
