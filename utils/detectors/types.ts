import type { NetworkCause } from '@/utils/claude/network-error';
import type { Signal, SignalKind, SignalOf } from '@/utils/signals/types';

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
  /** Claude's own failures since the last try that worked; and the models that they asked, where known. */
  readonly inARow?: number;
  readonly models?: readonly string[];
  readonly model?: string | null;
  /** Other models that answered meanwhile. */
  readonly answered?: readonly string[];
  /** Part of an answer had arrived. */
  readonly outputBegan?: boolean;
  /** ms. */
  readonly retryAfterMs?: number | null;
  readonly silentMs?: number;
  /** ms from a message to the first output of its reply. */
  readonly waitMs?: number;
  /** Epoch ms. */
  readonly resetsAt?: number | null;
  /** The page has been loaded anew since, and well: nothing stands there to be tried again. */
  readonly reloaded?: boolean;
  /** The latest try worked: known, but not worth a prompt. */
  readonly worksNow?: boolean;
  /** Beside what the user waits for, such as the list of chats, or another chat: known, but not worth a prompt. */
  readonly aside?: boolean;
  /** The user may well have wanted it: known, but not worth a prompt. */
  readonly deliberate?: boolean;
  /** Hop that Cloudflare's error page blames. */
  readonly blames?: 'browser' | 'cloudflare' | 'host' | null;
  /** The browser's own name of a network error, and what it tells. */
  readonly error?: string | null;
  readonly cause?: NetworkCause;
  /** What was asked for when it failed. */
  readonly endpoint?: SignalOf<'response-received'>['endpoint'];
  readonly meaning?: string;
  /** What is wrong with claude.ai's app in the tab. */
  readonly app?: SignalOf<'app-health'>['state'];
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
