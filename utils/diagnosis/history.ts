import { type Durations, USUAL } from '@/utils/status/incident-history';
import type { VerdictId } from './severity';

/** What went before, as far as a verdict needs it. */
export interface History {
  /** Trouble that is open on this machine, in any tab; null when there is none. */
  readonly incident: {
    /** Epoch ms. */
    readonly startedAt: number;
    readonly verdict: VerdictId;
    readonly failures: number;
  } | null;
  /** How long such trouble usually lasts. */
  readonly usual: Durations;
}

export const NO_HISTORY: History = { incident: null, usual: USUAL };
