import type { Fix, Step } from './types';

/** A page has this long to report in after a navigation. */
const PAGE_MS = 30_000;

export const reloadTab = {
  id: 'reload-tab',
  for: {
    frozen: 1,
    page: 1,
    challenge: 1,
    'signed-out': 1,
    unclear: 3,
    degraded: 3,
    down: 3,
    network: 2,
  },
  risk: 'interrupts',
  available: () => true,
  plan: ({ draft }) => {
    const steps: Step[] = [
      { verb: 'save-conversation' },
      { verb: 'reload-tab' },
      { verb: 'await-page', timeoutMs: PAGE_MS },
    ];
    // A message that was sent may be in the chat already: putting it back would invite sending it twice.
    if (draft?.state === 'typing') steps.push({ verb: 'fill-composer', text: draft.text, replace: false });
    return steps;
  },
} as const satisfies Fix;
