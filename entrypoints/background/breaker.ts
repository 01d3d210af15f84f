import { NO_LOAD, type TryLoad, withOutcomes, withVain } from '@/utils/fixes/try-load';
import { outcomesOf } from '@/utils/incidents/outcomes';
import type { Signal, SignalKind } from '@/utils/signals/types';
import { tryLoad } from '@/utils/storage/fix-items';
import type { Run } from '@/utils/storage/items';

/** Without these no try has ended. */
const ENDS: readonly SignalKind[] = [
  'response-received',
  'request-failed',
  'reply-began',
  'reply-ended',
  'page-loaded',
  'navigation-failed',
];

/** What came of the tries of all tabs lately. */
export interface Breaker {
  /** `run`: the latest of the tab that is looked at; one in vain counts at once. Never rejects. */
  readonly load: (run: Run | null) => Promise<TryLoad>;
  /** The signals of a tab, and what it has told just now. Never rejects. */
  readonly note: (tabId: number, signals: readonly Signal[], fresh: readonly Signal[]) => Promise<void>;
}

export function tryBreaker(now: () => number): Breaker {
  return {
    load: async (run) => {
      const before = await tryLoad.get().catch(() => NO_LOAD);
      const after = withVain(before, run);
      if (after !== before) await tryLoad.update((load) => withVain(load, run)).catch(warn);
      return after;
    },
    note: async (tabId, signals, fresh) => {
      if (!fresh.some(({ kind }) => ENDS.includes(kind))) return;
      // Of a private window nothing is written to the disk, and this isn't.
      const outcomes = outcomesOf(signals, tabId, true);
      await tryLoad.update((load) => withOutcomes(load, outcomes, now())).catch(warn);
    },
  };
}

const warn = (error: unknown): void => console.warn('Lifeline: the tries were not noted.', error);
