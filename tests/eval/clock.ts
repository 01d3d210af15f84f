/**
 * Virtual time for a whole tab with its neighbours: the page, the network and the background each own their timers, so that a
 * page can hang, be throttled, or be gone while the others go on. Between two timers all promises settle.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';

export type Realm = string;

interface Timer {
  readonly id: number;
  readonly realm: Realm;
  readonly run: () => void;
  readonly everyMs: number | null;
  due: number;
}

const real = { setImmediate: globalThis.setImmediate, setTimeout: globalThis.setTimeout };
const realms = new AsyncLocalStorage<Realm>();
const FRAME_MS = 16;

export const realmNow = (): Realm => realms.getStore() ?? 'background';
export const within = <T>(realm: Realm, run: () => T): T => realms.run(realm, run);
export const settled = (): Promise<void> => new Promise((resolve) => real.setImmediate(resolve));

export interface Clock {
  readonly now: () => number;
  readonly setTimer: (run: () => void, ms: number) => void;
  readonly advanceTo: (time: number) => Promise<void>;
  /** The machine sleeps: nobody runs. Timers of scripts go on from where they stood, or are overdue. */
  readonly sleep: (ms: number, timers: 'late' | 'paused') => void;
  /** Timers of a realm fire only at multiples of this; 0 for none. */
  readonly throttle: (realm: Realm, ms: number) => void;
  /** Nothing of the realm runs before then. */
  readonly block: (realm: Realm, until: number) => void;
  readonly kill: (realm: Realm) => void;
  readonly isAlive: (realm: Realm) => boolean;
}

/** Node's own code, such as its fetch, expects Node's handles. */
const handleOf = (id: number) => ({
  unref: () => undefined,
  ref: () => undefined,
  refresh: () => undefined,
  [Symbol.toPrimitive]: () => id,
});

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a clock is one closure over its time.
export function virtualClock(start: number): Clock {
  let time = start;
  let last = 0;
  let timers: Timer[] = [];
  const dead = new Set<Realm>();
  const throttled = new Map<Realm, number>();
  const blocked = new Map<Realm, number>();
  vi.useFakeTimers({ toFake: ['Date'], now: start });

  const add = (run: () => void, ms: number, everyMs: number | null): number => {
    last += 1;
    const due = time + Math.max(0, ms || 0);
    timers.push({ id: last, realm: realmNow(), run, everyMs, due });
    return last;
  };
  const clear = (id: unknown): void => {
    timers = timers.filter((timer) => timer.id !== Number(id));
  };
  const set = (moment: number): void => {
    time = Math.max(time, moment);
    vi.setSystemTime(time);
  };
  /** When the timer may really fire. */
  const dueOf = ({ realm, due }: Timer): number => {
    const step = throttled.get(realm) ?? 0;
    const aligned = step > 0 ? Math.ceil((due - start) / step) * step + start : due;
    return Math.max(aligned, blocked.get(realm) ?? 0);
  };
  const next = (until: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      const due = dueOf(timer);
      if (due > until) continue;
      if (!first || due < dueOf(first) || (due === dueOf(first) && timer.id < first.id)) first = timer;
    }
    return first;
  };
  const fire = async (timer: Timer): Promise<void> => {
    set(dueOf(timer));
    if (timer.everyMs === null) clear(timer.id);
    else timer.due = time + Math.max(1, timer.everyMs);
    within(timer.realm, timer.run);
    await settled();
  };
  const globals = {
    setTimeout: (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      handleOf(add(() => run(...args), ms, null)),
    setInterval: (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      handleOf(add(() => run(...args), ms, ms)),
    clearTimeout: clear,
    clearInterval: clear,
    requestAnimationFrame: (run: (at: number) => void) => add(() => run(time - start), FRAME_MS, null),
    cancelAnimationFrame: clear,
    requestIdleCallback: (run: (deadline: object) => void) =>
      add(() => run({ didTimeout: false, timeRemaining: () => 50 }), FRAME_MS, null),
    cancelIdleCallback: clear,
  };
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  vi.spyOn(performance, 'now').mockImplementation(() => time - start);

  return {
    now: () => time,
    setTimer: (run, ms) => void add(run, ms, null),
    advanceTo: async (until) => {
      for (let timer = next(until); timer; timer = next(until)) await fire(timer);
      set(until);
      await settled();
    },
    sleep: (ms, how) => {
      set(time + ms);
      // What the network has to bring arrives by the clock on the wall.
      if (how === 'paused') for (const timer of timers) if (timer.realm !== 'network') timer.due += ms;
    },
    throttle: (realm, ms) => throttled.set(realm, ms),
    block: (realm, until) => blocked.set(realm, until),
    kill: (realm) => {
      dead.add(realm);
      timers = timers.filter((timer) => timer.realm !== realm);
    },
    isAlive: (realm) => !dead.has(realm),
  };
}
