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

/** One thing that could not be taken in, or not as it stands; the rest is not touched by it. */
export interface ImportProblem {
  /** Name of the chosen file. */
  readonly file: string;
  /** Path inside a ZIP, or the place in a list (`#12`); empty for the file as a whole. */
  readonly where: string;
  /** Title of the chat, where it is known. */
  readonly title: string;
  /**
   * `not-a-backup`: nothing in it that could be taken in; `cut-short`: the ZIP or the JSON ends in the middle; `not-json`;
   * `unknown-shape`: JSON, but no conversation; `too-large`: more than a chat can be, or than the ZIP says; `too-deep`: nested
   * beyond reading; `unsafe-name`: a path out of the ZIP, left out; `changed`: not the bytes that the manifest was written for;
   * `not-whole`: messages name parents that aren't there, or each other: kept, and marked as partial.
   */
  readonly what:
    | 'not-a-backup'
    | 'cut-short'
    | 'not-json'
    | 'unknown-shape'
    | 'too-large'
    | 'too-deep'
    | 'unsafe-name'
    | 'changed'
    | 'not-whole';
}

export interface ImportOutput {
  /** Conversations found. */
  readonly conversations: number;
  /** Of these, how many were not in the library at all. */
  readonly added: number;
  /** A further version of a chat that the library had. */
  readonly merged: number;
  /** The library had their content already. */
  readonly known: number;
  readonly projects: number;
  readonly files: number;
  readonly problems: readonly ImportProblem[];
  /** True when the disk is full: what came before is kept, what came after isn't. */
  readonly full: boolean;
}
