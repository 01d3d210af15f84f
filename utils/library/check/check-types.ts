export interface CheckInput {
  /** `quick`: that whatever the records name is there. `full`: every byte is read and hashed again. */
  readonly depth: 'quick' | 'full';
  /** Only this chat; absent: the whole library. */
  readonly conversationId?: string;
}

export interface CheckProgress {
  /** Objects looked at, and how many there are to look at. */
  readonly done: number;
  readonly total: number;
}

/** One thing that isn't as it was stored. */
export interface CheckDamage {
  /**
   * `missing`: the bytes are gone; `changed`: their hash isn't their name any more; `wrong-size`: their length isn't the record's;
   * `unreadable`: the browser itself can't read them; `no-version`: the list names a version that isn't there.
   */
  readonly what: 'missing' | 'changed' | 'wrong-size' | 'unreadable' | 'no-version';
  readonly kind: 'conversation' | 'project' | 'file';
  /** Of the conversation; of the project's own uuid for a project. */
  readonly id: string;
  /** Title of the chat, name of the project or of the file. */
  readonly title: string;
  /** SHA-256 that the object is stored under. */
  readonly hash: string;
  /** Epoch ms of the capture concerned. */
  readonly capturedAt: number;
}

/** A check that doesn't say how much it looked at is worth little. */
export interface CheckOutput {
  readonly depth: CheckInput['depth'];
  /** Records looked at. */
  readonly conversations: number;
  readonly versions: number;
  readonly projects: number;
  readonly files: number;
  /** Objects that the records name; in a full check each was read and hashed. */
  readonly objects: number;
  /** Bytes that were hashed; 0 in a quick check. */
  readonly bytes: number;
  /** Objects that nothing names, such as what a version once held; no damage. */
  readonly unused: number;
  readonly damage: readonly CheckDamage[];
}
