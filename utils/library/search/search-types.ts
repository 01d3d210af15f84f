import type { SNAPSHOT_SOURCES } from '@/utils/library/types';

/** Each field narrows further; an absent one doesn't. */
export interface SearchFilter {
  /** uuid of a project; null: those outside of every project. */
  readonly projectId?: string | null;
  readonly model?: string;
  readonly source?: (typeof SNAPSHOT_SOURCES)[number];
  /** Epoch ms of the last change, both included. */
  readonly from?: number;
  readonly to?: number;
}

export interface SearchInput {
  /** As typed: words that must all occur, `"in quotes"` side by side. Case and accents don't count. Empty: every chat. */
  readonly query: string;
  readonly filter?: SearchFilter;
}

/** Start and end in UTF-16 units, as `slice` takes them. In order, none over another. */
export type Mark = readonly [start: number, end: number];

/** A piece of text around a hit. */
export interface Excerpt {
  /** On one line, as it was written; `…` stands where it goes on. */
  readonly text: string;
  readonly marks: readonly Mark[];
}

export interface Hit {
  readonly conversationId: string;
  /** Within the title. */
  readonly titleMarks: readonly Mark[];
  /** Up to three places of the text; its beginning when they can't be shown. */
  readonly excerpts: readonly Excerpt[];
}

/** The words of every chat are read once, before the first search is answered. */
export interface SearchProgress {
  /** Chats. */
  readonly done: number;
  readonly total: number;
}

export interface SearchOutput {
  /** The first rows, last changed first. */
  readonly hits: readonly Hit[];
  /** uuids of all further rows, in their order: ten thousand hits would take longer to hand over than to find. */
  readonly others: readonly string[];
  /** Chats that were looked through. */
  readonly searched: number;
}

export interface ExcerptsInput {
  readonly query: string;
  readonly conversationIds: readonly string[];
}
