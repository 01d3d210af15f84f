/** The background's lives: one at a time, begun by what happens, ended by half a minute of rest, by us, or by the browser at any call. */
import type { SoakClock } from './clock.ts';

/** Chrome ends a background that has had nothing to do for so long. */
const IDLE_MS = 30_000;
/** And one that is at something for longer than this. */
const LONGEST_EVENT_MS = 5 * 60_000;
const LOOK_MS = 5_000;

/** Whoever waits for this waits for ever. */
export const never = new Promise<never>(() => undefined);

export type Listener = (...parts: never[]) => unknown;

export interface Life {
  isOver: boolean;
  /** Calls to the browser so far; it dies at this one. */
  calls: number;
  diesAt: number;
  /** ms of `elapsed`: when it did or heard something last, and since when it owes an answer. */
  busyAt: number;
  readonly owes: Set<{ readonly since: number; readonly gone: () => void }>;
  readonly heard: Map<string, Set<Listener>>;
}

export interface Lives {
  /** The one that runs; begins one. */
  readonly running: () => Life;
  readonly current: () => Life | undefined;
  readonly end: () => void;
  /** A call to the browser: false when the life has ended before or over it. */
  readonly mayCall: (life: Life) => boolean;
  /** It dies over one of its next calls. */
  readonly doom: (calls: number) => void;
  /** It isn't ended for rest, as while somebody looks at it with the developer tools. */
  readonly stayAwake: (awake: boolean) => void;
  readonly count: () => { readonly begun: number; readonly killed: number };
}

/** `begin` runs the script in a new life. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure over the life that is on.
export function livesOn(clock: SoakClock, begin: (life: Life) => void): Lives {
  let life: Life | undefined;
  let doomed: number | null = null;
  let awake = false;
  let begun = 0;
  let killed = 0;
  const browser = {};
  const end = (): void => {
    if (!life) return;
    const ended = life;
    life = undefined;
    ended.isOver = true;
    clock.drop(ended);
    for (const { gone } of ended.owes) gone();
  };
  const kill = (): void => {
    killed += 1;
    end();
  };
  const isIdle = ({ owes, busyAt }: Life): boolean => {
    const since = Math.min(...[...owes].map((one) => one.since));
    if (owes.size > 0) return clock.elapsed() - since > LONGEST_EVENT_MS;
    return clock.elapsed() - busyAt >= IDLE_MS;
  };
  clock.later(browser, LOOK_MS, () => life && !awake && isIdle(life) && end(), true);
  const running = (): Life => {
    if (life) return life;
    begun += 1;
    const diesAt = doomed ?? Number.POSITIVE_INFINITY;
    doomed = null;
    const fresh: Life = {
      isOver: false,
      calls: 0,
      diesAt,
      busyAt: clock.elapsed(),
      owes: new Set(),
      heard: new Map(),
    };
    life = fresh;
    begin(fresh);
    return fresh;
  };
  return {
    running,
    current: () => life,
    end: kill,
    mayCall: (whose) => {
      if (whose.isOver) return false;
      whose.calls += 1;
      whose.busyAt = clock.elapsed();
      if (whose.calls < whose.diesAt) return true;
      kill();
      return false;
    },
    doom: (calls) => {
      if (life) life.diesAt = life.calls + calls;
      else doomed = calls;
    },
    stayAwake: (value) => {
      awake = value;
    },
    count: () => ({ begun, killed }),
  };
}
