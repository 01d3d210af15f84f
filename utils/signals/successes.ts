import type { Signal } from './types';

/** When something last worked, from the user's own tab. Epoch ms; null for never seen. */
export interface Successes {
  /** A reply came to its end, or is coming. */
  readonly replyAt: number | null;
  /** claude.ai's app arrived in the tab. */
  readonly pageAt: number | null;
  /** A call was answered well, which only happens to somebody who is signed in. */
  readonly callAt: number | null;
  /** Anything at all came from claude.ai, failures too: the network between is whole. */
  readonly answerAt: number | null;
}

const NONE: Successes = { replyAt: null, pageAt: null, callAt: null, answerAt: null };

export function successesOf(signals: readonly Signal[]): Successes {
  return signals.reduce<Successes>((seen, signal) => {
    switch (signal.kind) {
      case 'reply-began':
        return { ...seen, replyAt: signal.at, answerAt: signal.at };
      case 'reply-ended':
        return signal.outcome === 'complete' ? { ...seen, replyAt: signal.at } : seen;
      case 'page-loaded':
        return { ...seen, answerAt: signal.at, pageAt: signal.document === 'app' ? signal.at : seen.pageAt };
      case 'response-received':
        return { ...seen, answerAt: signal.at, callAt: signal.failure === null ? signal.at : seen.callAt };
      default:
        return seen;
    }
  }, NONE);
}
