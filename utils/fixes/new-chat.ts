import type { Fix, Step } from './types';

const PAGE_MS = 30_000;

export const newChat = {
  id: 'new-chat',
  for: { chat: 1, frozen: 4, model: 4, degraded: 4, down: 4, unclear: 4 },
  risk: 'interrupts',
  available: ({ conversationId, failed }) => conversationId !== null && failed !== 'document',
  plan: ({ draft }) => {
    const steps: Step[] = [
      { verb: 'save-conversation' },
      { verb: 'open-chat', path: '/new' },
      { verb: 'await-page', timeoutMs: PAGE_MS },
    ];
    if (draft) steps.push({ verb: 'fill-composer', text: draft.text, replace: false });
    return steps;
  },
} as const satisfies Fix;
