import type { Fix } from './types';

export const tryAnotherBrowser = {
  id: 'try-another-browser',
  risk: 'safe',
  available: () => true,
  plan: () => [
    {
      verb: 'show-steps',
      guide: ['browser_open', 'browser_phone', 'browser_works', 'browser_fails'],
    },
  ],
} as const satisfies Fix;
