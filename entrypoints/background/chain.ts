import type { ProbeResult } from '@/utils/probes/types';

/** The active checks of the links between a tab and an answer. */
export interface Chain {
  readonly known: (tabId: number | null) => Promise<readonly ProbeResult[]>;
  /** Checks what has not been checked in the last minute; true when something is new. */
  readonly run: (tabId: number) => Promise<boolean>;
  readonly forget: (tabId: number) => Promise<void>;
}

export function probeChain(): Chain {
  return {
    known: async () => [],
    run: async () => false,
    forget: async () => undefined,
  };
}
