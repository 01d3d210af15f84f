import type { Signal, SignalKind } from '@/utils/signals/types';

/** What a detector saw. Plain JSON without prose. */
export interface Finding {
  readonly id: string;
  /** Epoch ms of the first and of the latest observation. */
  readonly since: number;
  readonly at: number;
  /** claude.ai may still mend it by itself. */
  readonly provisional: boolean;
  /** Epoch ms at which to judge again without a new signal; null for never. */
  readonly recheckAt: number | null;
  readonly evidence: FindingEvidence;
}

export interface FindingEvidence {
  /** HTTP status, where one was seen. */
  readonly status?: number | null;
  /** Class of the failure, from utils/claude/failure. */
  readonly failure?: string;
  /** Tries that failed, and all tries, in the last minutes. */
  readonly failed?: number;
  readonly total?: number;
  readonly model?: string | null;
  /** Part of an answer had arrived. */
  readonly outputBegan?: boolean;
  /** ms. */
  readonly retryAfterMs?: number | null;
  readonly silentMs?: number;
  /** Epoch ms. */
  readonly resetsAt?: number | null;
  /** The page has been loaded anew since, and well: nothing stands there to be tried again. */
  readonly reloaded?: boolean;
  /** The user may well have wanted it: known, but not worth a prompt. */
  readonly deliberate?: boolean;
  /** Hop that Cloudflare's error page blames. */
  readonly blames?: 'browser' | 'cloudflare' | 'host' | null;
  /** The browser's own name of a network error. */
  readonly error?: string | null;
  readonly meaning?: string;
  /** claude.ai's own retry: tries so far. */
  readonly ownRetry?: { readonly attempt: number; readonly of: number | null } | null;
}

export interface Detector {
  /** File name; a noun, the failing state; never reused. */
  readonly id: string;
  /** Receives only these, of one tab, oldest first. */
  readonly needs: readonly SignalKind[];
  /** Pure. undefined when nothing is visibly wrong. */
  readonly detect: (signals: readonly Signal[], now: number) => Finding | undefined;
}
