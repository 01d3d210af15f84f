import { sendToTab } from '@/utils/browser/messages';
import { runRescue } from '@/utils/browser/scripts';
import { type Found, keepFound } from '@/utils/library/rescue';
import type { LibraryStore } from '@/utils/library/store';
import { type Input, protocol } from '@/utils/messaging/protocol';
import type { Halves } from './halves';

/** Puts into the library what the tab and the browser have of its chat. Asks no server. */
export type Rescue = (store: LibraryStore, tabId: number, target: Input<'rescue-chat'>) => Promise<void>;

/** A page whose thread is blocked doesn't answer. */
const PAGE_MS = 3_000;

const NOTHING: Found = { copies: [], shown: null };

async function ask(tabId: number, target: Input<'rescue-chat'>): Promise<Found> {
  await runRescue(tabId);
  const answer = await sendToTab(tabId, 'rescue-chat', target);
  return (answer.ok && protocol['rescue-chat'].output.safeParse(answer.value).data) || NOTHING;
}

export const rescuing =
  (halves: Pick<Halves, 'of'>): Rescue =>
  async (store, tabId, target) => {
    const [found, half] = await Promise.all([
      Promise.race([
        ask(tabId, target),
        new Promise<Found>((resolve) => setTimeout(resolve, PAGE_MS, NOTHING)),
      ]),
      halves.of(target.conversationId),
    ]);
    await keepFound({ store, now: Date.now }, { ...target, half }, found);
  };
