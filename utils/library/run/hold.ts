/** What holds all lanes up at once: Claude asks to wait, or so many fail in a row that it isn't the conversations. */
export interface Hold {
  /** Resolves when nothing is to be waited for. */
  readonly passed: () => Promise<void>;
  /** Claude's own `Retry-After`. */
  readonly ask: (ms: number) => void;
  readonly succeeded: () => void;
  /** `give-up`: Claude has been waited for long enough. */
  readonly failed: () => 'go-on' | 'give-up';
}

export interface HoldEdges {
  readonly now: () => number;
  /** Resolves early when the run is over. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Epoch ms until which all wait; null when it goes on. */
  readonly changed: (until: number | null) => void;
}

/** So many failed conversations in a row, each tried several times, are an outage. */
const IN_A_ROW = 6;
const WAITS_MS = [5_000, 10_000, 20_000];

export function createHold({ now, sleep, changed }: HoldEdges): Hold {
  let waiting: Promise<void> | undefined;
  let until = 0;
  let failures = 0;
  let waits = 0;
  const ask = (ms: number): void => {
    if (waiting && now() + ms <= until) return;
    until = now() + ms;
    const mine = Promise.all([waiting, sleep(ms)]).then(() => {
      if (waiting !== mine) return;
      waiting = undefined;
      changed(null);
    });
    waiting = mine;
    changed(until);
  };
  return {
    passed: async () => {
      while (waiting) await waiting;
    },
    ask,
    succeeded: () => {
      failures = 0;
      waits = 0;
    },
    failed: () => {
      failures += 1;
      if (failures < IN_A_ROW || waiting) return 'go-on';
      const ms = WAITS_MS[waits];
      if (ms === undefined) return 'give-up';
      waits += 1;
      ask(ms);
      return 'go-on';
    },
  };
}
