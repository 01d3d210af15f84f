/**
 * Frozen is silence, not slowness: how long a running reply may be silent, given the gaps that it has shown.
 * Source: the newer protocol sends a heartbeat every 0.1–0.6 s while it runs; the older one pings during long thinking.
 * When wrong: a slow reply is called frozen, or a frozen one is noticed late (45 s at the latest).
 */
const LIMITS = {
  // No answer at all: 10–15 s are usual before a failure.
  unanswered: { least: 45_000, times: 0 },
  legacy: { least: 30_000, times: 6 },
  merged: { least: 12_000, times: 8 },
} as const;
const MOST_MS = 45_000;

export function silenceLimitMs(phase: keyof typeof LIMITS, longestGapMs: number): number {
  const { least, times } = LIMITS[phase];
  return Math.min(MOST_MS, Math.max(least, longestGapMs * times));
}

export interface Watchdog {
  /** Bytes came, at this time. True when they end a silence that had been called. */
  readonly alive: (at: number) => boolean;
  /**
   * Looks at the clock. ms of silence when the reply has just become silent; undefined otherwise. A hidden tab and a
   * machine that slept are given their time anew.
   */
  readonly check: (now: number, hidden: boolean) => number | undefined;
}

/** A look that comes this much late was held back: by sleep, or by a throttled tab. */
const LATE_MS = 5_000;

export function watchdog(phase: keyof typeof LIMITS, startedAt: number): Watchdog {
  let aliveAt = startedAt;
  let countedFrom = startedAt;
  let checkedAt = startedAt;
  let longestGapMs = 0;
  let called = false;
  return {
    alive: (at) => {
      longestGapMs = Math.max(longestGapMs, at - aliveAt);
      aliveAt = at;
      countedFrom = at;
      const ended = called;
      called = false;
      return ended;
    },
    check: (now, hidden) => {
      if (hidden || now - checkedAt > LATE_MS) countedFrom = now;
      checkedAt = now;
      if (called || now - countedFrom < silenceLimitMs(phase, longestGapMs)) return undefined;
      called = true;
      return now - aliveAt;
    },
  };
}
