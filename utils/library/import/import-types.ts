export interface ImportInput {
  /** As chosen by the user: ZIPs or JSON. */
  readonly files: readonly File[];
  /** Epoch ms. */
  readonly now: number;
}

export interface ImportProgress {
  /** Bytes of the chosen files that were read, and their size. */
  readonly done: number;
  readonly total: number;
  /** Conversations found so far. */
  readonly conversations: number;
}

/**
 * `not-a-backup`: nothing in it that could be taken in; `no-chats`: another part of claude.ai's export, or its list of
 * downloads; `cut-short`: it ends in the middle, what came before is taken in; `not-json`; `unknown-shape`: JSON, but no
 * conversation; `too-large`: more than a chat can be, or than the ZIP says; `too-deep`: nested beyond reading; `unsafe-name`: a
 * path that leads out of the ZIP, left out; `locked`: needs a password; `not-readable`: the file is gone or closed to the
 * browser; `changed`: not the bytes that the ZIP or its manifest was written for; `missing`: in the manifest, but not in the
 * ZIP; `no-manifest`: Lifeline's, but never finished; `not-whole`: messages name parents that aren't there, or each other: kept,
 * and marked as partial.
 */
export type ImportTrouble =
  | 'not-a-backup'
  | 'no-chats'
  | 'cut-short'
  | 'not-json'
  | 'unknown-shape'
  | 'too-large'
  | 'too-deep'
  | 'unsafe-name'
  | 'locked'
  | 'not-readable'
  | 'changed'
  | 'missing'
  | 'no-manifest'
  | 'not-whole';

/** One thing that could not be taken in, or not as it stands; the rest is not touched by it. */
export interface ImportProblem {
  /** Name of the chosen file. */
  readonly file: string;
  /** Path inside a ZIP, and the place in a list (`#12`); empty for the file as a whole. */
  readonly where: string;
  /** Title of the chat, where it is known. */
  readonly title: string;
  readonly what: ImportTrouble;
}

export interface ImportOutput {
  /** Conversations found. */
  readonly conversations: number;
  /** Of these, how many were not in the library at all. */
  readonly added: number;
  /** A further version of a chat that the library had. */
  readonly merged: number;
  /** The library had all that they say already. */
  readonly known: number;
  readonly projects: number;
  readonly files: number;
  /** The first ones; `moreProblems` counts the others. */
  readonly problems: readonly ImportProblem[];
  readonly moreProblems: number;
  /** True when the disk is full: what came before is kept, what came after isn't. */
  readonly full: boolean;
}
