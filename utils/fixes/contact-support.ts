import type { Fix } from './types';

/** Somebody who reports has tried something; an outage that is known needs no report. */
const TRIED_FIRST = 1;

export const contactSupport = {
  id: 'contact-support',
  risk: 'safe',
  available: ({ more }) => more?.officialIsGreen === true && (more.tried?.length ?? 0) >= TRIED_FIRST,
  plan: () => [{ verb: 'show-report' }, { verb: 'copy-text', what: 'report' }],
} as const satisfies Fix;
