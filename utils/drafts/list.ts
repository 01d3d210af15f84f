import { freshHalves, type HalfAnswers } from './half-answers';
import { freshOf, type Shelf } from './shelf';
import type { Draft, KeptRow } from './types';

/** Everything that is kept and not older than seven days, the latest first. */
export function keptRows(shelf: Shelf, halves: HalfAnswers, now: number): readonly KeptRow[] {
  const drafts = Object.entries(freshOf(shelf, now)).map(draftRow);
  const answers = Object.entries(freshHalves(halves, now)).map(
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
  // A clock may have been set back, and what is no time at all can't be shown.
  const rows = [...drafts, ...answers].map((row) => ({ ...row, at: Math.min(row.at, now) }));
  return rows.sort((a, b) => b.at - a.at);
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
