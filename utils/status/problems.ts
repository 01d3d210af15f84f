/** Why a witness is `unknown`, as far as a reader needs to know. */
export const PROBLEM_KINDS = [
  'not-asked',
  'off',
  'no-permission',
  'learning',
  'stale',
  'unreadable',
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** HTTP codes, HTML for JSON, somebody else's page, no answer at all: to a reader all of it is one thing. */
export const problemKind = (problem: string | null): ProblemKind =>
  PROBLEM_KINDS.find((kind) => kind === problem) ?? 'unreadable';
