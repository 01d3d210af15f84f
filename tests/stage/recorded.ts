import type { RequestLogEntry } from './types.ts';

/** Of all stages of this process, and over their resets: a rule for every request must miss none. */
export const recorded: {
  /** Whoever switches it on takes them out: a stage may stand for hours. */
  isOn: boolean;
  readonly requests: RequestLogEntry[];
  readonly refused: string[];
} = { isOn: false, requests: [], refused: [] };
