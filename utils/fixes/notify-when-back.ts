import type { Fix } from './types';

export const notifyWhenBack = {
  id: 'notify-when-back',
  // Trying again comes first; when that was in vain, waiting is all there is. What can't be told yet may be the user's own.
  for: { degraded: 1.5, down: 1.5, model: 2.5, unclear: 5 },
  risk: 'safe',
  available: ({ watching }) => watching !== true,
  plan: ({ failed }) => [{ verb: 'watch-for-back', failed }],
} as const satisfies Fix;
