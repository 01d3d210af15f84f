import type { Fix, FixContext, Step } from './types';

/** Other text in the composer is the user's too: it goes only at a word of theirs. */
function filled({ draft, conversationId, more }: FixContext): Step[] {
  if (!draft) return [];
  const replaces = more?.composer === 'other';
  const fill: Step = { verb: 'fill-composer', text: draft.text, replace: replaces, conversationId };
  return replaces ? [{ verb: 'ask-to-replace' }, fill] : [fill];
}

export const restoreDraft = {
  id: 'restore-draft',
  risk: 'safe',
  available: ({ draft, more }) => draft !== null && more?.composer !== 'same',
  plan: (context) => {
    const names = context.draft?.attachments ?? [];
    const missing: Step[] = names.length === 0 ? [] : [{ verb: 'name-attachments', names: [...names] }];
    return [...filled(context), ...missing];
  },
} as const satisfies Fix;
