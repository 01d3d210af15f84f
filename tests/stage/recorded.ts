import type { RequestLogEntry } from './types.ts';

/** Of all stages of this process, and over their resets: a rule for every request must miss none. */
export const recorded: { readonly requests: RequestLogEntry[]; readonly refused: string[] } = {
  requests: [],
  refused: [],
};
