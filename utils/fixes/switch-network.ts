import type { Fix } from './types';

export const switchNetwork = {
  id: 'switch-network',
  risk: 'safe',
  available: () => true,
  plan: () => [
    {
      verb: 'show-steps',
      guide: ['network_other', 'network_reload', 'network_works', 'network_fails'],
    },
  ],
} as const satisfies Fix;
