import type { FailureClass } from './failure';

/** What a stream of either protocol says about the reply that it carries. */
export type ReplyFact =
  /** The server has taken the message and works on it. */
  | { readonly fact: 'accepted'; readonly conversationId: string | null; readonly model: string | null }
  /** Output, thinking or tool input arrives. */
  | { readonly fact: 'output' }
  /** The server itself tries again further up. */
  | { readonly fact: 'retrying' }
  /** Epoch ms at which the limit ends. */
  | { readonly fact: 'limit'; readonly resetsAt: number | null }
  | { readonly fact: 'complete' }
  | ReplyFailure;

export interface ReplyFailure {
  readonly fact: 'failed';
  /** `turn`: the reply failed. `stream`: the connection itself did. */
  readonly scope: 'turn' | 'stream';
  readonly failure: FailureClass;
  /** HTTP status that the server names; null when it names none. */
  readonly status: number | null;
}

/** Turns the chunks of one stream into facts. A half chunk waits for its other half; nothing is thrown. */
export interface ReplyReader {
  readonly push: (chunk: Uint8Array) => readonly ReplyFact[];
}
