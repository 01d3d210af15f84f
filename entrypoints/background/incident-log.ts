import type { Finding } from '@/utils/detectors/types';
import { type History, NO_HISTORY } from '@/utils/diagnosis/history';
import type { Verdict } from '@/utils/diagnosis/types';
import type { Successes } from '@/utils/signals/successes';

/** What a look at one tab has found. */
export interface Look {
  readonly tabId: number;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly successes: Successes;
}

/** Opens, keeps and closes this machine's incidents, and tells when Claude is back. */
export interface IncidentLog {
  readonly history: () => Promise<History>;
  /** Never throws. */
  readonly note: (look: Look) => void;
  readonly isWatching: () => Promise<boolean>;
}

export function incidentLog(): IncidentLog {
  return {
    history: async () => NO_HISTORY,
    note: () => undefined,
    isWatching: async () => false,
  };
}
