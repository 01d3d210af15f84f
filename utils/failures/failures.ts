/**
 * From the signals of one tab to the entries of the log: one for each failed thing. Pure, and the same thing always gets the
 * same key, so that an entry is told anew when more is known of it.
 */
import type { Signal } from '@/utils/signals/types';
import { seenIn } from './entry';
import { failedCalls } from './failed-calls';
import { failedDocuments } from './failed-documents';
import { failedTabs } from './failed-tabs';
import type { Failure } from './types';
import { unexplainedNotices } from './unexplained-notices';

/** Older things were logged when they happened; by now some of what explains them may have been forgotten. */
const FRESH_MS = 10 * 60_000;

/** Oldest first. `signals` are in the order in which things happened. */
export function failuresOf(signals: readonly Signal[], tabId: number, now: number): Failure[] {
  const seen = seenIn(tabId, signals);
  const told = [...failedCalls(seen), ...failedDocuments(seen), ...failedTabs(seen)];
  return [...told, ...unexplainedNotices(seen, told)]
    .filter(({ at }) => now - at < FRESH_MS)
    .sort((a, b) => a.at - b.at);
}
