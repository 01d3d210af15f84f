import type { Fix } from './types';

export const restoreDraft = {
  id: 'restore-draft',
  for: {
    ok: 1,
    offline: 2,
    network: 3,
    challenge: 3,
    'signed-out': 3,
    limit: 2,
    chat: 3,
    frozen: 3,
    page: 3,
    model: 3,
    degraded: 2,
    down: 2,
    unclear: 2,
  },
  risk: 'safe',
  available: ({ draft }) => draft !== null,
  plan: ({ draft }) => (draft ? [{ verb: 'fill-composer', text: draft.text, replace: false }] : []),
} as const satisfies Fix;
