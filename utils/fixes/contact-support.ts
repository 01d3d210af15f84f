import type { Fix } from './types';

/** Somebody who reports has tried something; an outage that is known needs no report. */
const TRIED_FIRST = 1;

export const contactSupport = {
  id: 'contact-support',
  risk: 'safe',
  available: ({ more }) => more?.officialIsGreen === true && (more.tried?.length ?? 0) >= TRIED_FIRST,
  // What shows it also copies or saves it: one step, of which the user sees all.
  plan: () => [{ verb: 'show-report' }],
} as const satisfies Fix;
