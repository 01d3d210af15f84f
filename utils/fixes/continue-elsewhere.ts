import type { Fix, Step } from './types';

export const continueElsewhere = {
  id: 'continue-elsewhere',
  risk: 'safe',
  // There has to be something to go on with.
  available: ({ draft, more }) => draft !== null || (more?.transcript ?? null) !== null,
  plan: ({ more }) => {
    const steps: Step[] = [{ verb: 'copy-text', what: more?.transcript ? 'chat' : 'prompt' }];
    if (more?.assistant) return [...steps, { verb: 'open-url', url: more.assistant }];
    return [...steps, { verb: 'choose-assistant' }];
  },
} as const satisfies Fix;
