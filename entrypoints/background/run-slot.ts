import { type Run, runs } from '@/utils/storage/items';

/** What stays to be seen after a run is over; a failure for longer, because it says what not to try again. */
const SHOWN_MS = 60_000;
const FAILED_MS = 10 * 60_000;

export const isRunning = ({ state }: Run): boolean => state === 'waiting' || state === 'working';

/** One run per tab, stored. */
export interface RunSlots {
  readonly of: (tabId: number) => Promise<Run | null>;
  readonly running: (tabId: number) => Promise<Run | null>;
  /** Takes a run from one state to the next, unless somebody else has done so: each step is performed once. */
  readonly swap: (from: Run | null, to: Run) => Promise<boolean>;
  readonly drop: (tabId: number, unless: (run: Run) => boolean) => Promise<void>;
}

/** `changed`: show it. */
export function runSlots(now: () => number, changed: (tabId: number) => void): RunSlots {
  const of = async (tabId: number): Promise<Run | null> => {
    const run = (await runs.get()).findLast((candidate) => candidate.tabId === tabId);
    return run && (isRunning(run) || now() - run.stepAt < (run.state === 'failed' ? FAILED_MS : SHOWN_MS))
      ? run
      : null;
  };
  return {
    of,
    running: async (tabId) => {
      const run = await of(tabId);
      return run && isRunning(run) ? run : null;
    },
    swap: async (from, to) => {
      let mine = false;
      await runs.update((all) => {
        const stored = all.findLast(({ tabId }) => tabId === to.tabId);
        const busy = stored !== undefined && isRunning(stored);
        mine = from ? busy && stored.id === from.id && stored.index === from.index : !busy;
        return mine ? [...all.filter(({ tabId }) => tabId !== to.tabId), to] : all;
      });
      if (mine) changed(to.tabId);
      return mine;
    },
    drop: async (tabId, unless) => {
      const goes = (run: Run): boolean => run.tabId === tabId && !unless(run);
      await runs.update((all) => (all.some(goes) ? all.filter((run) => !goes(run)) : all));
    },
  };
}
