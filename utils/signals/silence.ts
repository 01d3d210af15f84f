/**
 * Frozen is silence, not slowness: how long a running reply may be silent, given the gaps that it has shown.
 * Source: the newer protocol sends a heartbeat every 0.1–0.6 s while it runs; the older one pings during long thinking, at a
 * period that isn't known. Tried on replies with heavy-tailed gaps: tests/eval/freeze.ts.
 * When wrong: a slow reply is called frozen, or a frozen one is noticed late (45 s at the latest).
 */
interface Limit {
  /** ms. */
  readonly least: number;
  readonly most: number;
  /** Of the longest gap so far. */
  readonly times: number;
}

/** With two looks a second, and a clock that is corrected meanwhile, it is noticed within 45 s. */
const MOST_MS = 44_000;

export const LIMITS = {
  // No answer at all: 10–15 s are usual before a failure.
  unanswered: { least: 44_250, most: 44_250, times: 0 },
  legacy: { least: 30_000, most: MOST_MS, times: 6 },
  // Its heart beats much faster; but nets stall for longer than that, and go on.
  merged: { least: 15_000, most: MOST_MS, times: 8 },
} as const satisfies Record<string, Limit>;
export type Phase = keyof typeof LIMITS;

export function silenceLimitMs(
  phase: Phase,
  longestGapMs: number,
  limits: Readonly<Record<Phase, Limit>> = LIMITS,
): number {
  const { least, most, times } = limits[phase];
  return Math.min(most, Math.max(least, longestGapMs * times));
}

export interface Watchdog {
  /** Bytes came, at this time. True when they end a silence that had been called. */
  readonly alive: (at: number) => boolean;
  /**
   * Looks at the clock. ms of silence when the reply has just become silent; undefined otherwise. A hidden tab, a machine
   * that slept and a clock that was set are given their time anew.
   */
  readonly check: (now: number, hidden: boolean) => number | undefined;
}

/** A look that comes this much late was held back: by sleep, by a throttled tab, or by a page that blocks its thread. */
const LATE_MS = 5_000;

export function watchdog(phase: Phase, startedAt: number, limits?: typeof LIMITS): Watchdog {
  let aliveAt = startedAt;
  let countedFrom = startedAt;
  let checkedAt = startedAt;
  let longestGapMs = 0;
  let called = false;
  const isLate = (now: number): boolean => now < checkedAt || now - checkedAt > LATE_MS;
  return {
    alive: (at) => {
      // Only a gap that was watched to its end says how this reply paces itself.
      if (!isLate(at)) longestGapMs = Math.max(longestGapMs, at - countedFrom);
      aliveAt = at;
      countedFrom = at;
      const ended = called;
      called = false;
      return ended;
    },
    check: (now, hidden) => {
      if (hidden || isLate(now)) countedFrom = now;
      checkedAt = now;
      if (called || now - countedFrom < silenceLimitMs(phase, longestGapMs, limits)) return undefined;
      called = true;
      return now - Math.min(aliveAt, countedFrom);
    },
  };
}
