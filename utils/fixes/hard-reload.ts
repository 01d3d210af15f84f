import { PAGE_MS, putBack } from './reloading';
import type { Fix } from './types';

export const hardReload = {
  id: 'hard-reload',
  risk: 'interrupts',
  available: () => true,
  plan: (context) => [
    { verb: 'save-conversation' },
    { verb: 'hard-reload' },
    { verb: 'await-page', timeoutMs: PAGE_MS },
    ...putBack(context),
  ],
} as const satisfies Fix;
