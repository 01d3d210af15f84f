import type { Fix } from './types';

export const switchModel = {
  id: 'switch-model',
  risk: 'safe',
  // Without a page there is no menu, and without a better model nothing to point at.
  available: ({ failed, more }) => failed !== 'document' && (more?.fallback ?? null) !== null,
  plan: ({ more }) => (more?.fallback ? [{ verb: 'open-model-menu', model: more.fallback }] : []),
} as const satisfies Fix;
