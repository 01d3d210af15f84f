import type { Fix } from './types';

export const notifyWhenBack = {
  id: 'notify-when-back',
  risk: 'safe',
  available: ({ watching }) => watching !== true,
  plan: ({ failed }) => [{ verb: 'watch-for-back', failed }],
} as const satisfies Fix;
