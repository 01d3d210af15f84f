import { PROBE_EVERY_MS, spacingInTrouble } from '@/utils/probes/plan';
import type { Chain } from './chain';
import type { Showing } from './showing';

/** When the chain is looked at. What comes of it is shown; nobody waits for it. */
export interface ChainChecks {
  /** Somebody looks. */
  readonly now: (tabId: number) => void;
  /** Somebody goes on looking: once a minute, and at once when the tab is kept waiting. */
  readonly again: (tabId: number, isKeptWaiting: boolean) => void;
  /**
   * Trouble has begun in this tab, or lasts: then one of the tabs that have it is looked at, ever more seldom. A background
   * that wakes in the middle of trouble takes it for the beginning.
   */
  readonly inTrouble: (tabId?: number) => void;
  /** The tab is closed, or shows another site. */
  readonly forget: (tabId: number) => void;
}

export function chainChecks(
  chain: Chain,
  showing: Pick<Showing, 'troubled'>,
  refresh: (tabId: number) => Promise<unknown>,
): ChainChecks {
  const check = async (tabId: number, spacingMs?: number): Promise<void> => {
    if (await chain.run(tabId, spacingMs)) await refresh(tabId);
  };
  const lookedAt = new Map<number, number>();
  const now = (tabId: number): void => {
    lookedAt.set(tabId, Date.now());
    void check(tabId);
  };
  return {
    now,
    again: (tabId, isKeptWaiting) => {
      const isLong = Math.abs(Date.now() - (lookedAt.get(tabId) ?? 0)) >= PROBE_EVERY_MS;
      if (isLong || isKeptWaiting) now(tabId);
    },
    inTrouble: (tabId) => {
      const troubled = showing.troubled();
      const which = tabId ?? troubled?.tabId;
      if (which !== undefined)
        void check(which, troubled ? spacingInTrouble(Date.now() - troubled.since) : undefined);
    },
    forget: (tabId) => void lookedAt.delete(tabId),
  };
}
