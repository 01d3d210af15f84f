import { claudeTabIds } from '@/utils/browser/tabs';
import { keep } from '@/utils/drafts/shelf';
import type { Handlers } from '@/utils/messaging/receive';
import { drafts } from '@/utils/storage/items';
import type { Halves } from './halves';
import type { Hub } from './hub';
import type { Records } from './records';

interface Parts {
  readonly hub: Hub;
  readonly records: Records;
  readonly halves: Halves;
}

const DONE = {};

/** Keeps what a tab would lose: what is typed, and what has arrived of an answer. Nothing of a private window. */
export const keeping = ({ hub, records, halves }: Parts): Handlers => ({
  'save-draft': async ({ conversationId, text, attachments, state, at }, { tabId, isPrivate }) => {
    if (isPrivate) return DONE;
    const tab = tabId ?? -1;
    const draft = { text, attachments, conversationId, updatedAt: Math.min(at, Date.now()), state };
    await drafts.update((shelf) => keep(shelf, { tabId: tab, conversationId }, draft));
    if (!(await claudeTabIds()).includes(tab)) return DONE; // the last word of a tab that has closed
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
  'get-half-answer': async ({ conversationId }) => ({
    text: (await halves.of(conversationId))?.text ?? null,
  }),
});
