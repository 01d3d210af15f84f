import type { ReplyClue } from './sighting';

/** What a stream of either protocol says about the reply that it carries. */
export type ReplyFact =
  /** The server has taken the message and works on it. */
  | {
      readonly fact: 'accepted';
      readonly conversationId: string | null;
      readonly model: string | null;
      /** claude.ai's own id of the request. */
      readonly requestId: string | null;
    }
  /** Output, thinking or tool input arrives. */
  | { readonly fact: 'output' }
  /** The server itself tries again further up. */
  | { readonly fact: 'retrying' }
  /** A limit is reached; whatever stood where its end should stand. */
  | { readonly fact: 'limit'; readonly resets: unknown }
  | { readonly fact: 'complete' }
  | ReplyFailure;

export interface ReplyFailure extends ReplyClue {
  readonly fact: 'failed';
  /**
   * `turn`: the reply failed. `state`: so says a snapshot, which may be about an earlier turn. `send`: the message was not
   * sent. `stream`: the connection failed, and the turn may go on.
   */
  readonly scope: 'turn' | 'state' | 'send' | 'stream';
  /** Where it was said; null where the stream doesn't tell. */
  readonly conversationId: string | null;
}

/** Takes the chunks of one stream. A half chunk waits for its other half; nothing is thrown. */
export type ReplyReader = (chunk: Uint8Array) => void;

/** Hears the facts in the order in which they stand in the stream. */
export type OnFact = (fact: ReplyFact) => void;

/** Instead of the arrays' own method, which the page may replace, and which would be handed the listener. */
export function each<T>(list: readonly T[], listener: (one: T) => void): void {
  for (let index = 0; index < list.length; index += 1) listener(list[index] as T);
}

export const failure = (
  scope: ReplyFailure['scope'],
  how: ReplyClue['how'] = 'none',
  what = '',
  conversationId: string | null = null,
): ReplyFact => ({ fact: 'failed', scope, how, what, conversationId });
