import type { VerdictId } from '@/utils/diagnosis/severity';
import { newChat } from './new-chat';
import { notifyWhenBack } from './notify-when-back';
import { reloadTab } from './reload-tab';
import { restoreDraft } from './restore-draft';
import type { Fix, FixContext, FixId } from './types';
import { waitAndRetry } from './wait-and-retry';

export const fixes = [
  waitAndRetry,
  notifyWhenBack,
  restoreDraft,
  reloadTab,
  newChat,
] as const satisfies readonly Fix[];

export const fixOf = (id: FixId): Fix | undefined => fixes.find((fix) => fix.id === id);

/** The fixes for a verdict that can do something now, the recommended one first. */
export function fixesFor(verdict: VerdictId, context: FixContext): FixId[] {
  const ranked = (fixes as readonly Fix[]).flatMap((fix) => {
    const rank = fix.for[verdict];
    return rank !== undefined && fix.available(context) ? [{ id: fix.id, rank }] : [];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ id }) => id);
}
