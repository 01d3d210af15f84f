import { result } from '@/utils/probes/result';
import type { ProbeResult } from '@/utils/probes/types';
import { probeResults } from '@/utils/storage/witness-items';
import { remembered } from './remembered';

/** A worker that died over a check never ends it. */
const STUCK_MS = 10_000;
/** What all tabs share. */
const ALL = 'all';

const keyOf = (tabId: number | null): string => (tabId === null ? ALL : String(tabId));

/** The latest result of each link: in memory for speed, in session storage for a worker that wakes. */
export interface ChainMemory {
  /** null: what all tabs share. A tab's own results come before those. */
  readonly of: (tabId: number | null) => Promise<ProbeResult[]>;
  readonly put: (tabId: number | null, results: readonly ProbeResult[]) => Promise<void>;
  readonly drop: (tabId: number) => Promise<void>;
}

export function chainMemory(now: () => number): ChainMemory {
  const memory = remembered(probeResults.get);
  const change = async (key: string, results: ProbeResult[] | undefined): Promise<void> => {
    const after = await memory.change(({ [key]: _, ...rest }) =>
      results ? { ...rest, [key]: results } : rest,
    );
    await probeResults.set(after);
  };
  const settled = (one: ProbeResult): ProbeResult =>
    one.state === 'checking' && Math.abs(now() - one.at) > STUCK_MS ? result(one.id, 'unknown', one.at) : one;
  return {
    of: async (tabId) => {
      const stored = await memory.get();
      const own = stored[keyOf(tabId)] ?? [];
      const shared = stored[ALL] ?? [];
      const others = shared.filter(({ id }) => tabId !== null && !own.some((one) => one.id === id));
      return [...others, ...own].map(settled);
    },
    put: (tabId, results) => change(keyOf(tabId), [...results]),
    drop: (tabId) => change(keyOf(tabId), undefined),
  };
}
