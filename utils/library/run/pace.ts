/** The longest pause between an answer and the next request, unless the run has one of its own. */
const LONGEST_REST_MS = 200;

/** A lane asks nothing for as long as its last answer took: a busy server gets more rest than an idle one. */
export const restMs = (pauseMs: number | null, answerMs: number): number =>
  pauseMs ?? Math.min(LONGEST_REST_MS, Math.max(0, answerMs));

export interface Rate {
  /** One more is dealt with. */
  readonly note: (now: number) => void;
  /** What was before counts no more, as after a pause. */
  readonly restart: () => void;
  /** null until enough are known. */
  readonly perMinute: () => number | null;
}

const REMEMBERED = 60;
const ENOUGH = 4;

/** How fast the last ones went. */
export function createRate(): Rate {
  let times: number[] = [];
  return {
    note: (now) => {
      times = [...times.slice(1 - REMEMBERED), now];
    },
    restart: () => {
      times = [];
    },
    perMinute: () => {
      const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
      return times.length < ENOUGH || spanMs <= 0 ? null : ((times.length - 1) / spanMs) * 60_000;
    },
  };
}

export const leftMs = (left: number, perMinute: number | null): number | null =>
  perMinute === null ? null : (left / perMinute) * 60_000;
