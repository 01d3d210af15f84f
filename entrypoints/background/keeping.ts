import { claudeTabIds } from '@/utils/browser/tabs';
import { isBelieved, looked } from '@/utils/drafts/clock';
import { keep, letGo, withoutOne, withoutPrivate } from '@/utils/drafts/shelf';
import type { Handlers } from '@/utils/messaging/receive';
import { attemptsOf, latestAttempt } from '@/utils/signals/attempts';
import type { Signal } from '@/utils/signals/types';
import { draftClock, drafts } from '@/utils/storage/items';
import { settings } from '@/utils/storage/settings-items';
import type { Halves } from './halves';
import type { Hub } from './hub';
import type { IncidentLog } from './incident-log';
import type { Records } from './records';

interface Parts {
  readonly hub: Hub;
  readonly records: Records;
  readonly halves: Halves;
  readonly incidents: Pick<IncidentLog, 'clear'>;
}

const DONE = {};

/** The page empties its composer within this time of sending. */
const EMPTIED_MS = 2_000;

/** A quick answer is there before the tab has noticed that the composer is empty. */
function wasAnswered(signals: readonly Signal[], sentAt: number): boolean {
  const latest = latestAttempt(attemptsOf(signals));
  return latest?.state === 'done' && sentAt - latest.startedAt < EMPTIED_MS;
}

/** Keeps what a tab would lose: what is typed, and what has arrived of an answer. Of a private window only what the user wants. */
export const keeping = ({ hub, records, halves, incidents }: Parts): Handlers => ({
  'save-draft': async ({ conversationId, text, attachments, page, state, at }, { tabId, isPrivate }) => {
    if (isPrivate && !(await settings.get()).privateDrafts) return DONE;
    const tab = tabId ?? -1;
    // Asked once: a clock that is set back meanwhile would be believed, and this be of a time at which all others are too old.
    const now = Date.now();
    const draft = { text, attachments, conversationId, updatedAt: Math.min(at, now), state };
    const place = { tabId: tab, conversationId, page, isPrivate };
    const isAnswered = state === 'sent' && wasAnswered((await records.get(tab)).signals, draft.updatedAt);
    const [open, clock] = await Promise.all([
      claudeTabIds(),
      draftClock.update((before) => looked(before, now)).catch(() => null), // a full disk
    ]);
    await drafts.update((shelf) => {
      const kept = keep(shelf, place, draft, open, clock !== null && isBelieved(clock));
      return isAnswered ? letGo(kept, place) : kept;
    });
    if (!open.includes(tab)) return DONE; // the last word of a tab that has closed
    await records.change(tab, { composerIsEmpty: state === 'sent' || text === '' });
    await hub.refresh(tab);
    return DONE;
  },
  'keep-half-answer': async ({ conversationId, text, at }, { tabId, isPrivate }) => {
    if (isPrivate) return DONE;
    await halves.keep(conversationId, { text, at: Math.min(at, Date.now()) });
    await hub.refresh(tabId ?? -1);
    return DONE;
  },
  'let-go': async ({ what, name }) => {
    if (what === 'all') {
      await Promise.all([drafts.set({}), halves.clear(), incidents.clear()]);
      await Promise.allSettled((await records.tabIds()).map(hub.refresh));
    } else if (what === 'half') await halves.letGo(name);
    else await drafts.update(what === 'private' ? withoutPrivate : (shelf) => withoutOne(shelf, name));
    return DONE;
  },
  'get-half-answer': async ({ conversationId }) => ({
    text: (await halves.of(conversationId))?.text ?? null,
  }),
});
