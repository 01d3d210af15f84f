import { isPrivateTab } from '@/utils/browser/tabs';
import { NO_HISTORY } from '@/utils/diagnosis/history';
import { sentFrom, typedIn } from '@/utils/drafts/shelf';
import { last } from '@/utils/signals/finality';
import { workPlace } from '@/utils/signals/work-place';
import { drafts } from '@/utils/storage/items';
import { type Assessment, assess, type Known } from './assess';
import type { HubParts } from './hub';
import { EMPTY_RECORD } from './records';

/** Who looks at the same tab at the same time may have been faster; the second look knows what the first has stored. */
const MOST_LOOKS = 3;

/** Everything that is known of a tab, and what it amounts to. What it means for the playbook is stored. */
export async function judge(parts: HubParts, tabId: number | null): Promise<Assessment> {
  const jitter = [Math.random(), Math.random(), Math.random()];
  for (let look = 1; ; look += 1) {
    const known = await knownOf(parts, tabId);
    const seen = assess(known, parts.now(), jitter);
    if (tabId === null || seen.book === known.book || look === MOST_LOOKS) return seen;
    if (await parts.playbooks.swap(tabId, known.book, seen.book)) return seen;
  }
}

async function knownOf(
  { witnesses, executor, halves, chain, incidents, watch, breaker, playbooks, ...parts }: HubParts,
  tabId: number | null,
): Promise<Known> {
  const record = tabId === null ? EMPTY_RECORD : await parts.records.get(tabId);
  const conversationId = last(record.signals, 'page-context')?.conversationId ?? null;
  const run = tabId === null ? null : await executor().runOf(tabId);
  const [heard, probes, history, watching, back, shelf, half, load, book, backup, isPrivate] =
    await Promise.all([
      // Whose fault it is doesn't depend on whether everything that is stored can be read: the next look tries again.
      witnesses.known().catch(() => []),
      chain.known(tabId).catch(() => []),
      incidents.history().catch(() => NO_HISTORY),
      watch.isWatching().catch(() => false),
      watch.back().catch(() => null),
      drafts.get().catch(() => ({})),
      halves.of(conversationId).catch(() => null),
      breaker.load(run),
      tabId === null ? null : playbooks.of(tabId).catch(() => null),
      conversationId === null ? null : parts.latestBackup(conversationId).catch(() => null),
      tabId !== null && isPrivateTab(tabId).catch(() => false),
    ]);
  // The sign-in may stand where the chat was: what was written there is wanted all the same.
  const place = {
    tabId: tabId ?? -1,
    conversationId: workPlace(record.signals)?.conversationId ?? conversationId,
    isPrivate,
  };
  const kept = { typed: typedIn(shelf, place), sent: sentFrom(shelf, place) };
  const outside = { witnesses: heard, probes, history, watching, back };
  return { tabId, record, ...outside, drafts: kept, half, run, load, book, backup };
}
