import type { Fix } from './types';

export const checkConnection = {
  id: 'check-connection',
  risk: 'safe',
  available: () => true,
  plan: () => [{ verb: 'run-chain' }, { verb: 'show-chain' }],
} as const satisfies Fix;
