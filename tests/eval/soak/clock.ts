/**
 * Virtual time for a machine: `elapsed` never goes back, `now` is what its clock shows, which somebody may set. Each timer belongs to
 * somebody who may die before it is due.
 */
interface Timer {
  readonly id: number;
  readonly owner: object;
  readonly run: () => void;
  readonly everyMs: number | null;
  due: number;
}

export interface SoakClock {
  /** Epoch ms. */
  readonly now: () => number;
  /** ms since the beginning. */
  readonly elapsed: () => number;
  readonly later: (owner: object, ms: number, run: () => void, repeats?: boolean) => number;
  readonly clear: (id: number) => void;
  /** All that is due within this time happens, one after the other. */
  readonly pass: (ms: number) => Promise<void>;
  /** The machine sleeps: nobody runs, and what was due meanwhile is late. */
  readonly sleep: (ms: number) => void;
  /** The clock is set. */
  readonly step: (ms: number) => void;
  /** Of what has died nothing fires. */
  readonly drop: (owner: object) => void;
}

/** `settled`: everything that follows at once has happened. */
export function soakClock(start: number, settled: () => Promise<void>): SoakClock {
  let elapsed = 0;
  let shift = 0;
  let last = 0;
  const timers = new Map<number, Timer>();
  const next = (until: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers.values())
      if (timer.due <= until && (!first || timer.due < first.due)) first = timer;
    return first;
  };
  const fire = async (timer: Timer): Promise<void> => {
    elapsed = Math.max(elapsed, timer.due);
    if (timer.everyMs === null) timers.delete(timer.id);
    else timer.due = elapsed + Math.max(1, timer.everyMs);
    timer.run();
    await settled();
  };
  return {
    now: () => Math.floor(start + elapsed + shift),
    elapsed: () => elapsed,
    later: (owner, ms, run, repeats = false) => {
      last += 1;
      const due = elapsed + Math.max(0, ms || 0);
      timers.set(last, { id: last, owner, run, everyMs: repeats ? ms : null, due });
      return last;
    },
    clear: (id) => void timers.delete(id),
    pass: async (ms) => {
      const until = elapsed + ms;
      await settled();
      for (let timer = next(until); timer; timer = next(until)) await fire(timer);
      elapsed = Math.max(elapsed, until);
    },
    sleep: (ms) => {
      elapsed += ms;
    },
    step: (ms) => {
      shift += ms;
    },
    drop: (owner) => {
      for (const { id, owner: whose } of timers.values()) if (whose === owner) timers.delete(id);
    },
  };
}

/** Tells when nothing is under way any more: some of what happens at once takes a few turns of Node's own loop. */
export function stillness() {
  let stirs = 0;
  let open = 0;
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    stir: (): void => {
      stirs += 1;
    },
    /** Until it has come to its end. */
    during: <T>(work: Promise<T>): Promise<T> => {
      open += 1;
      return work.finally(() => {
        open -= 1;
        stirs += 1;
      });
    },
    settled: async (): Promise<void> => {
      for (let calm = 0; calm < 4; ) {
        const before = stirs;
        await turn();
        calm = before === stirs && open === 0 ? calm + 1 : 0;
      }
    },
  };
}

export type Stillness = ReturnType<typeof stillness>;
