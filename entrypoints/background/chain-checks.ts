import { spacingInTrouble } from '@/utils/probes/plan';
import type { Chain } from './chain';
import type { Showing } from './showing';

/** When the chain is looked at. What comes of it is shown; nobody waits for it. */
export interface ChainChecks {
  /** Somebody looks. */
  readonly now: (tabId: number) => void;
  /**
   * Trouble has begun in this tab, or lasts: then one of the tabs that have it is looked at, ever more seldom. A background
   * that wakes in the middle of trouble takes it for the beginning.
   */
  readonly inTrouble: (tabId?: number) => void;
}

export function chainChecks(
  chain: Chain,
  showing: Pick<Showing, 'troubled'>,
  refresh: (tabId: number) => Promise<unknown>,
): ChainChecks {
  const check = async (tabId: number, spacingMs?: number): Promise<void> => {
    if (await chain.run(tabId, spacingMs)) await refresh(tabId);
  };
  return {
    now: (tabId) => void check(tabId),
    inTrouble: (tabId) => {
      const troubled = showing.troubled();
      const which = tabId ?? troubled?.tabId;
      if (which !== undefined)
        void check(which, troubled ? spacingInTrouble(Date.now() - troubled.since) : undefined);
    },
  };
}
