export interface CheckInput {
  /** `quick`: that everything the records name is there, with the right size. `full`: every byte is hashed again. */
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
   * `missing`: the bytes are gone; `changed`: their hash isn't their name; `wrong-size`: their length isn't the record's;
   * `unreadable`: they are as they were stored, but no conversation; `wrong-count`: they hold another number of messages;
   * `no-version`: the list names a version that isn't there.
   */
  readonly what: 'missing' | 'changed' | 'wrong-size' | 'unreadable' | 'wrong-count' | 'no-version';
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
  readonly conversations: number;
  readonly versions: number;
  readonly projects: number;
  readonly files: number;
  /** Objects looked at, and their bytes; in a full check each was hashed. */
  readonly objects: number;
  readonly bytes: number;
  /** Objects that nothing names, such as what a version once held; no damage. */
  readonly unused: number;
  readonly damage: readonly CheckDamage[];
}
