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

const isReply = (signal: Signal): boolean =>
  signal.kind === 'reply-began' || (signal.kind === 'reply-ended' && signal.outcome === 'complete');

const isPage = (signal: Signal): boolean => signal.kind === 'page-loaded' && signal.document === 'app';

const isCall = (signal: Signal): boolean => signal.kind === 'response-received' && signal.failure === null;

const isAnswer = (signal: Signal): boolean =>
  signal.kind === 'page-loaded'
    ? signal.document !== 'blocked' // somebody else's answer
    : signal.kind === 'response-received' || signal.kind === 'reply-began';

export function successesOf(signals: readonly Signal[]): Successes {
  const lastAt = (is: (signal: Signal) => boolean): number | null => signals.findLast(is)?.at ?? null;
  return {
    replyAt: lastAt(isReply),
    pageAt: lastAt(isPage),
    callAt: lastAt(isCall),
    answerAt: lastAt(isAnswer),
  };
}
