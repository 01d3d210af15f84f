/** A message in the form in which it is read: what the Markdown file and the library's reader are both made from. */
export interface Turn {
  /** uuid of the message. */
  readonly id: string;
  /** Place in the payload's list, from 1; the same on every branch. */
  readonly number: number;
  readonly sender: 'human' | 'assistant' | 'unknown';
  /** ISO 8601, as sent; null when the payload doesn't say. */
  readonly at: string | null;
  readonly parts: readonly Part[];
  /** How it ended, where that wasn't the ordinary way. */
  readonly marks: readonly Mark[];
  /** Numbers of the other versions of this message: an edit, or another answer. */
  readonly versions: readonly number[];
}

export type Mark = 'cancelled' | 'truncated' | 'cut-off' | { readonly stopReason: string };

export type FoldKind = 'thinking' | 'tool' | 'tool-error' | 'attachment' | 'compaction' | 'unknown' | 'more';

export type Part =
  /** Markdown as it was written. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'links'; readonly links: readonly Link[] }
  | { readonly kind: 'file'; readonly name: string; readonly detail: string }
  /** Closed until asked for. */
  | {
      readonly kind: 'fold';
      readonly what: FoldKind;
      readonly name: string;
      readonly pieces: readonly Piece[];
    };

/** A citation. */
export interface Link {
  /** The same for the same address within one message. */
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** The words of the answer that it supports; empty when the payload doesn't say. */
  readonly quote: string;
}

/** Text that is shown to the character. */
export interface Piece {
  readonly label: string;
  /** For highlighting; empty for plain text. */
  readonly language: string;
  readonly text: string;
}
