/** What a day holds, drawn by the seed. All times are ms of `elapsed`. */
import type { Random } from '../random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `burst`: seven of ten are overloaded. `frozen`: replies stop in the middle. `down`: nothing works, and the witnesses say so. */
const TROUBLES = ['burst', 'errors', 'frozen', 'session', 'limit', 'down', 'offline'] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface Stretch {
  readonly kind: Trouble;
  readonly from: number;
  readonly to: number;
}

export interface DayPlan {
  readonly lengthMs: number;
  readonly stretches: readonly Stretch[];
  /** The laptop is closed. */
  readonly sleeps: readonly { readonly at: number; readonly ms: number }[];
  /** The clock is set. */
  readonly steps: readonly { readonly at: number; readonly ms: number }[];
  /** The background dies over one of its next calls. */
  readonly kills: readonly number[];
  /** The background isn't ended in between: somebody has its developer tools open. */
  readonly awake: { readonly from: number; readonly to: number };
}

type Item = readonly [kind: Trouble | 'sleep' | 'ahead' | 'back', minutes: number];

const LONG: readonly Item[] = [
  ...([8, 12, 16, 20] as const).map((minutes): Item => ['burst', minutes]),
  ...([6, 14] as const).map((minutes): Item => ['errors', minutes]),
  ...([12, 18, 24] as const).map((minutes): Item => ['frozen', minutes]),
  ...([5, 9] as const).map((minutes): Item => ['session', minutes]),
  ...([1, 2, 4, 9] as const).map((minutes): Item => ['offline', minutes]),
  ...(['limit', 'down'] as const).map((kind): Item => [kind, kind === 'down' ? 60 : 30]),
  ...([180, 95, 12] as const).map((minutes): Item => ['sleep', minutes]),
  ...(['ahead', 'back', 'ahead', 'back'] as const).map((kind): Item => [kind, 0]),
];

const SHORT: readonly Item[] = [
  ['burst', 8],
  ['errors', 5],
  ['frozen', 8],
  ['session', 4],
  ['limit', 5],
  ['down', 14],
  ['offline', 3],
  ['sleep', 14],
  ['ahead', 0],
  ['back', 0],
];

const STEP = 2 * MINUTE;
/** Some of them meet one that is dying already, or the night. */
const KILLS_A_DAY = 290;

export function dayPlan(hours: number, random: Random): DayPlan {
  const lengthMs = hours * HOUR;
  const share = Math.min(1, hours / 2);
  const items = shuffled(hours >= 12 ? LONG : SHORT, random).map(
    ([kind, minutes]): Item => [kind, minutes * share],
  );
  const busy = items.reduce((sum, [, minutes]) => sum + minutes * MINUTE, 0);
  const gap = (lengthMs - busy) / (items.length + 1);
  let at = 0;
  const placed = items.map(([kind, minutes]) => {
    const from = at + gap * random.between(0.7, 1.3);
    at = from + minutes * MINUTE;
    return { kind, from, to: at, ms: minutes * MINUTE };
  });
  const awake = { from: 0.55 * lengthMs, to: 0.75 * lengthMs };
  const kills = Array.from({ length: Math.round((KILLS_A_DAY * lengthMs) / DAY / 0.8) }, () =>
    random.between(0, lengthMs),
  );
  const isTrouble = (kind: Item[0]): kind is Trouble => TROUBLES.some((one) => one === kind);
  return {
    ...{ lengthMs, awake },
    stretches: placed.flatMap(({ kind, from, to }) => (isTrouble(kind) ? [{ kind, from, to }] : [])),
    sleeps: placed.flatMap(({ kind, from, ms }) => (kind === 'sleep' ? [{ at: from, ms }] : [])),
    steps: placed.flatMap(({ kind, from }) =>
      kind === 'ahead' || kind === 'back' ? [{ at: from, ms: kind === 'ahead' ? STEP : -STEP }] : [],
    ),
    kills: kills.filter((moment) => moment < awake.from || moment > awake.to),
  };
}

function shuffled<T>(all: readonly T[], random: Random): T[] {
  return all
    .map((one) => ({ one, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

export const troubleAt = ({ stretches }: DayPlan, at: number): Stretch | undefined =>
  stretches.find(({ from, to }) => at >= from && at < to);
