import type { HalfAnswers } from './half-answers';
import { freshOf, type Shelf } from './shelf';
import type { Draft, KeptRow } from './types';

/** Everything that is kept and not older than seven days, the latest first. */
export function keptRows(shelf: Shelf, halves: HalfAnswers, now: number): readonly KeptRow[] {
  const drafts = Object.entries(freshOf(shelf, now)).map(draftRow);
  const answers = Object.entries(halves).map(
    ([conversationId, { text, at }]): KeptRow => ({
      id: { what: 'half', name: conversationId },
      kind: 'half',
      text,
      attachments: [],
      conversationId,
      isPrivate: false,
      at,
    }),
  );
  return [...drafts, ...answers].sort((a, b) => b.at - a.at);
}

const draftRow = ([name, draft]: [string, Draft]): KeptRow => ({
  id: { what: 'draft', name },
  kind: draft.state,
  text: draft.text,
  attachments: draft.attachments,
  conversationId: draft.conversationId,
  isPrivate: draft.isPrivate === true,
  at: draft.updatedAt,
});
