/**
 * What the script in the page's world tells the extension: signals, but a failure as it came. What kind of failure it is
 * is judged outside the page (judgement.ts), so that the script which runs in every tab's page stays small.
 */
import type { Signal, SignalOf } from '@/utils/signals/types';

/** Headers of an answer that are worth telling. */
export const TOLD_HEADERS = ['cf-mitigated', 'retry-after', 'cf-ray', 'request-id', 'x-request-id'] as const;

/** Characters of a header; none that is worth telling is longer. */
export const MAX_HEADER = 200;

/** An error of claude.ai's is smaller than this, in bytes. */
export const MAX_CLUE = 4_000;

type Judged = 'failure' | 'errorType' | 'errorCode' | 'retryAfterMs' | 'resetsAt' | 'requestId' | 'ray';

/** Flat, because the page may have its fingers in how JSON is made of nested objects. */
export type AnswerSighting = Omit<SignalOf<'response-received'>, Judged> & {
  /** Values of TOLD_HEADERS, one on each line. */
  readonly headers: string;
  /** Of a failed answer, or of a send's that came in JSON; empty when it was large, slow or broken. */
  readonly body: string;
};

/** Why a reply failed, in the server's own form. */
export interface ReplyClue {
  /**
   * `json`: of an `error` event, or of the end of a Connect stream. `stream-error`, `mutation-error`, `stop-details`: the
   * message of the schema, a letter for each byte. `class`: an ErrorClass. `known`: our own class, told by the place where it
   * stood. `none`: it only said that it did.
   */
  readonly how: 'json' | 'stream-error' | 'mutation-error' | 'stop-details' | 'class' | 'known' | 'none';
  readonly what: string;
}

export type EndSighting = Omit<SignalOf<'reply-ended'>, 'failure' | 'status' | 'resetsAt'> & {
  /** Whatever stood where a limit's end should stand. */
  readonly resets: unknown;
  /** null for a reply that did not fail. */
  readonly how: ReplyClue['how'] | null;
  readonly what: string;
};

export type Sighting = Signal | AnswerSighting | EndSighting;
