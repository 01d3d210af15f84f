import type { Random } from './random.ts';

/** What the tab and the computer under it do during one reply. Times are ms of a machine that is awake, from the send on. */
export interface Machine {
  readonly hidden: (at: number) => boolean;
  /** When a timer that is set now fires: later in a hidden tab, and behind a busy thread. */
  readonly nextTimer: (at: number, ms: number) => number;
  /** When the page's thread gets to what has arrived. */
  readonly delivered: (at: number) => number;
  /** The clock on the wall runs on during sleep, and may be set. */
  readonly jumps: readonly { readonly at: number; readonly byMs: number }[];
  /** From here on the tab is seen and the machine awake. */
  readonly shownFrom: number;
  /** Since when, up to `until`, it has been silent before somebody's eyes: the last byte, or what disturbed it last. */
  readonly countsFrom: (lastByte: number, until: number) => number;
}

type Span = readonly [number, number];

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const EPOCH = 1_794_492_120_000;

export const wallOf = ({ jumps }: Machine, at: number): number =>
  jumps.reduce((wall, jump) => (jump.at <= at ? wall + jump.byMs : wall), EPOCH + at);

const within = (spans: readonly Span[], at: number): Span | undefined =>
  spans.find(([from, to]) => from <= at && at < to);

/** Some are never hidden, some come and go, some stay away until the end. */
function hiddenSpans(random: Random, length: number): Span[] {
  const kind = random.next();
  if (kind < 0.55) return [];
  if (kind < 0.7) return [[random.between(0, 5 * SECOND), length + random.between(0, 5 * SECOND)]];
  const spans: Span[] = [];
  for (let now = random.exponential(20 * SECOND); now < length; ) {
    const until = now + random.exponential(25 * SECOND);
    spans.push([now, until]);
    now = until + random.exponential(20 * SECOND);
  }
  return spans;
}

/** The page's own work on its thread, at most a few seconds at once: more than that is a tab that hangs. */
function busySpans(random: Random, length: number): Span[] {
  const spans: Span[] = [];
  for (let now = random.exponential(15 * SECOND); now < length; now += random.exponential(15 * SECOND)) {
    const until = now + Math.min(4 * SECOND, random.pareto(50, 1.4));
    spans.push([now, until]);
    now = until;
  }
  return spans;
}

/** Laptops are closed, and clocks are set; both look the same to a script. */
function jumpsOf(random: Random, length: number): Machine['jumps'] {
  const at = random.between(0, length);
  if (random.chance(0.04)) return [{ at, byMs: Math.min(9 * HOUR, random.pareto(20 * SECOND, 0.7)) }];
  if (random.chance(0.02)) return [{ at, byMs: random.between(-2 * HOUR, 2 * HOUR) }];
  return [];
}

export function machineFrom(random: Random, length: number, silentAt: number | null): Machine {
  const hidden = hiddenSpans(random, length);
  const busy = busySpans(random, silentAt ?? length);
  const jumps = jumpsOf(random, length);
  // Browsers slow a hidden tab's timers down to one a second, and after a while to one a minute.
  const slowest = random.chance(0.4) ? 60 * SECOND : SECOND;
  const free = (at: number): number => within(busy, at)?.[1] ?? at;
  return {
    hidden: (at) => within(hidden, at) !== undefined,
    nextTimer: (at, ms) => {
      const away = within(hidden, at + ms);
      return free(away ? Math.max(at + ms, Math.min(away[1], at + slowest)) : at + ms);
    },
    delivered: free,
    jumps,
    shownFrom: Math.max(0, ...hidden.map(([, to]) => to)),
    countsFrom: (lastByte, until) =>
      Math.max(
        ...[lastByte, ...hidden.map(([, to]) => to), ...jumps.map(({ at }) => at)].filter(
          (at) => at <= until,
        ),
      ),
  };
}
