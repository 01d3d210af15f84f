import type { Verdict } from '@/utils/diagnosis/types';
import type { Draft } from '@/utils/drafts/types';
import { attemptsOf, isOpen, latestAttempt } from '@/utils/signals/attempts';
import type { TabRecord } from '@/utils/storage/items';

interface Kept {
  readonly drafts: { readonly typed: Draft | null; readonly sent: Draft | null };
  readonly record: TabRecord;
}

/** While all is well a draft needs nothing: it stands in the composer, or its answer is on the way. */
export function neededDraft({ drafts, record }: Kept, verdict: Verdict): Draft | null {
  // What still stands in the composer needs no putting back.
  if (verdict.id !== 'ok') return drafts.sent ?? (record.composerIsEmpty === false ? null : drafts.typed);
  const latest = latestAttempt(attemptsOf(record.signals));
  if (drafts.sent && !(latest && isOpen(latest))) return drafts.sent;
  return record.composerIsEmpty === true ? drafts.typed : null;
}
