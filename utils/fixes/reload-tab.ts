import { PAGE_MS, putBack } from './reloading';
import type { Fix } from './types';

export const reloadTab = {
  id: 'reload-tab',
  risk: 'interrupts',
  available: () => true,
  plan: (context) => [
    { verb: 'save-conversation' },
    { verb: 'reload-tab' },
    { verb: 'await-page', timeoutMs: PAGE_MS },
    ...putBack(context),
  ],
} as const satisfies Fix;
