import type { Persist } from '@/utils/claude/client';
import type { ClientFailure } from '@/utils/claude/client-answer';

export interface PatienceEdges {
  /** Resolves after `ms`, at once when cancelled. */
  readonly sleep: (ms: number) => Promise<void>;
  /** One number in [0, 1). */
  readonly random: () => number;
  readonly isCancelled: () => boolean;
}

/** Longest waits before the second, third and fourth try. */
const WAITS_MS = [1000, 2000, 4000] as const;
/** A longer `Retry-After` than this is an answer, not a wait. */
export const MAX_WAIT_MS = 10 * 60_000;

/**
 * Asks again where that may help: no answer, a body cut short, HTML for JSON, 5xx, a limit.
 * Full jitter, so that several requests that failed together don't come back together; `Retry-After` is obeyed.
 */
export const patient =
  ({ sleep, random, isCancelled }: PatienceEdges): Persist =>
  async (ask) => {
    let answer = await ask();
    for (const longestMs of WAITS_MS) {
      if (answer.ok || !isPassing(answer) || isCancelled()) return answer;
      await sleep(answer.retryAfterMs ?? random() * longestMs);
      answer = isCancelled() ? answer : await ask();
    }
    return answer;
  };

/** Failures that may be gone a moment later. A challenge or a sign-out waits for the user. */
function isPassing({ error, status, retryAfterMs }: ClientFailure): boolean {
  if (retryAfterMs !== null && retryAfterMs > MAX_WAIT_MS) return false;
  if (error === 'http') return status !== null && status >= 500;
  return error === 'network' || error === 'not-json' || error === 'limit';
}
