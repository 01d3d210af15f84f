/**
 * One community source over time: does it have more complaints than usual for this hour of the week? Steps of five minutes are
 * counted when they are ten minutes old, because searches lag; until then each answer may add to them. A post is counted once. What
 * no answer covered is unknown: it neither adds up nor counts as calm. The state is plain JSON, for between polls and restarts.
 */
import * as z from 'zod/mini';
import { BaselineSchema, dispersionOf, emptyBaseline, hasLearnt, learn, STEP_MS, usualAt } from './baseline';
import { THRESHOLD, usualUpTo, weight } from './cusum';
import type { CommunitySource, Report, Sighting, Surge } from './types';

const HOUR_MS = 3_600_000;
/** Steps are open to late posts for so long. */
const LAG_MS = 10 * 60_000;
/** After a longer absence it begins anew; no answer reaches further back. */
const ABSENCE_MS = 26 * HOUR_MS;
/** Steps that are shown, and that wait to be learnt: what leads up to an alarm isn't usual. */
const SHOWN = 24;
const MAX_POSTS = 500;
/** A surge that lasts longer is the new usual. */
const NEW_USUAL_MS = 12 * HOUR_MS;
/** The sum may grow so far above the threshold, and must fall so far below it before the trouble is over. */
const ABOVE = 1;
const BELOW = 3;
/** Of the sum, what a step leaves that nobody watched. */
const FADE = 0.93;
/** Without an answer for so long nobody knows. */
const FRESH_MS = 15 * 60_000;

const StepSchema = z.object({
  /** null: not watched, or not all of it. */
  count: z.nullable(z.number()),
  /** During an alarm: not to be learnt from. */
  held: z.boolean(),
});

export const SurgeStateSchema = z.object({
  /** Epoch ms; steps before it are counted. */
  settledTo: z.number(),
  sum: z.number(),
  troubleSince: z.nullable(z.number()),
  heardAt: z.number(),
  /** The counted steps that end at `settledTo`, oldest first. */
  recent: z.array(StepSchema),
  /** Of steps that aren't counted yet. */
  posts: z.array(z.object({ key: z.string(), at: z.number() })),
  /** Stretches of time that answers covered, in order, apart from each other. */
  covered: z.array(z.tuple([z.number(), z.number()])),
  baseline: BaselineSchema,
});
export type SurgeState = z.infer<typeof SurgeStateSchema>;
type Source = Pick<CommunitySource, 'quietPerHour'>;

const stepBefore = (at: number): number => Math.floor(at / STEP_MS) * STEP_MS;

const beginning = (from: number, now: number, baseline = emptyBaseline()): SurgeState => ({
  ...{ settledTo: stepBefore(from), sum: 0, troubleSince: null, heardAt: now },
  ...{ recent: [], posts: [], covered: [], baseline },
});

/** The state after one more answer; `before` is undefined at the first. */
export function observe(
  before: SurgeState | undefined,
  { posts, from }: Sighting,
  source: Source,
  now: number,
): SurgeState {
  const start = Math.max(from, now - ABSENCE_MS) + STEP_MS - 1;
  let state = before ?? beginning(start, now);
  const setBack = state.settledTo > now;
  if (setBack || now - state.settledTo > ABSENCE_MS)
    state = beginning(setBack ? now : start, now, state.baseline);
  const open = state.settledTo;
  const known = new Set(state.posts.map(({ key }) => key));
  const added = posts.filter(({ key, at }) => at >= open && at <= now && !known.has(key) && known.add(key));
  state = {
    ...state,
    heardAt: now,
    posts: [...state.posts, ...added].slice(-MAX_POSTS),
    covered: joined([...state.covered, [Math.min(from, now), now]]),
  };
  while (state.settledTo + STEP_MS <= now - LAG_MS) state = settled(state, source);
  const { settledTo } = state;
  return {
    ...state,
    posts: state.posts.filter(({ at }) => at >= settledTo),
    covered: state.covered.filter(([, to]) => to > settledTo),
  };
}

function joined(stretches: readonly [number, number][]): [number, number][] {
  const sorted = [...stretches].sort(([a], [b]) => a - b);
  return sorted.reduce<[number, number][]>((all, [from, to]) => {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
    return all;
  }, []);
}

/** Counts the oldest step that is still open, and learns from the one that is no longer shown. */
function settled(state: SurgeState, source: Source): SurgeState {
  const { settledTo: at, baseline } = state;
  const { count, whole } = stepAt(state, at);
  const next = hasLearnt(baseline) ? Math.min(THRESHOLD + ABOVE, added(state, state.sum, at, source)) : 0;
  const over = next < (state.troubleSince === null ? THRESHOLD : THRESHOLD - BELOW);
  const troubleSince = over ? null : (state.troubleSince ?? at);
  // When trouble is over, what is left of its sum would only open it again.
  const sum = over && state.troubleSince !== null ? 0 : next;
  const held = troubleSince !== null && at - troubleSince < NEW_USUAL_MS;
  const recent = [...state.recent, { count: whole ? count : null, held }];
  const old = recent.length > SHOWN ? recent.shift() : undefined;
  const learnable = old !== undefined && old.count !== null && !old.held;
  return {
    ...state,
    settledTo: at + STEP_MS,
    ...{ sum, troubleSince, recent },
    baseline: learnable
      ? learn(baseline, at - SHOWN * STEP_MS, old.count ?? 0, source.quietPerHour)
      : baseline,
  };
}

/** The sum after the step that begins at `at`. Of a step seen in part only its complaints count, not its calm. */
function added(state: SurgeState, sum: number, at: number, { quietPerHour }: Source): number {
  const { count, whole } = stepAt(state, at);
  const gain = weight(count, usualAt(state.baseline, at, quietPerHour), dispersionOf(state.baseline));
  if (whole || gain > 0) return Math.max(0, sum + gain);
  return sum * FADE;
}

function stepAt({ posts, covered }: SurgeState, from: number): { count: number; whole: boolean } {
  const to = from + STEP_MS;
  return {
    count: posts.filter(({ at }) => at >= from && at < to).length,
    whole: covered.some(([begin, end]) => begin <= from && end >= to),
  };
}

/** What there is to say and to show at `now`. Steps that are still open count as far as they are known. */
export function surgeOf(state: SurgeState, source: Source, now: number): { report: Report; surge: Surge } {
  let score = state.sum;
  const steps = state.recent.map(({ count }, index) => ({
    at: state.settledTo - (state.recent.length - index) * STEP_MS,
    count,
  }));
  for (let at = state.settledTo; at <= Math.min(now, state.heardAt); at += STEP_MS) {
    const { count, whole } = stepAt(state, at);
    const next = Math.min(THRESHOLD + ABOVE, added(state, score, at, source));
    // What isn't over yet can only add: its calm may still end.
    score = at + STEP_MS > state.heardAt ? Math.max(score, next) : next;
    steps.push({ at, count: whole || count > 0 ? count : null });
  }
  const dispersion = dispersionOf(state.baseline);
  const buckets = steps.slice(-SHOWN).map((step) => ({
    ...step,
    usual: usualUpTo(usualAt(state.baseline, step.at, source.quietPerHour), dispersion),
  }));
  const surge = { score: Math.round(score * 100) / 100, threshold: THRESHOLD, buckets };
  return { report: reportOf(state, score, now), surge };
}

function reportOf(state: SurgeState, score: number, now: number): Report {
  const said = { impact: 'none', headline: null, problem: null } as const;
  if (now - state.heardAt > FRESH_MS || now < state.heardAt - STEP_MS)
    return { ...said, state: 'unknown', problem: 'stale' };
  if (!hasLearnt(state.baseline)) return { ...said, state: 'unknown', problem: 'learning' };
  const limit = state.troubleSince === null ? THRESHOLD : THRESHOLD - BELOW;
  return score >= limit ? { ...said, state: 'trouble', impact: 'minor' } : { ...said, state: 'ok' };
}
