import type { Fix } from './types';

/** Some checks take a minute, and some ask for a second one. */
const CHECK_MS = 5 * 60_000;

export const completeChallenge = {
  id: 'complete-challenge',
  risk: 'safe',
  available: () => true,
  plan: () => [{ verb: 'focus-tab' }, { verb: 'await-challenge', timeoutMs: CHECK_MS }],
} as const satisfies Fix;
