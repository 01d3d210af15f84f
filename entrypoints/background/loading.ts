/** Tabs that wait for a document of claude.ai. What a worker knew that has died is lost: by then no success is fresh either. */
export interface Loading {
  readonly began: (tabId: number) => void;
  readonly ended: (tabId: number) => void;
  /** Epoch ms since when the tab waits; null when it doesn't. */
  readonly since: (tabId: number) => number | null;
}

export function tabsLoading(now: () => number): Loading {
  const begun = new Map<number, number>();
  return {
    // A document that leads on to another is still the same wait.
    began: (tabId) => void (begun.has(tabId) || begun.set(tabId, now())),
    ended: (tabId) => void begun.delete(tabId),
    since: (tabId) => begun.get(tabId) ?? null,
  };
}
