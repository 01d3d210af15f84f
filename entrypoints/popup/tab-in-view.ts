import { signal } from '@preact/signals';
import { meantTab } from '@/utils/browser/meant-tab';
import { send } from '@/utils/browser/messages';
import type { TabView } from '@/utils/messaging/tab-view';
import { keptView } from '@/utils/storage/kept-view';

/** An older view says nothing of now: an old "works" isn't one. */
const KEPT_MS = 15 * 60_000;

/** `?tab=` binds the popup to one tab; without it, it shows the one that the user means. */
const asked = new URLSearchParams(location.search).get('tab');
const boundTab = asked && /^\d+$/.test(asked) ? Number(asked) : null;

/** null until something is known. */
export const view = signal<TabView | null>(null);

/** `opened`: somebody has just opened the popup, so what is known outside may be asked anew. */
export async function refresh(opened = false): Promise<void> {
  const answer = await send('get-view', opened ? { tabId: boundTab, opened } : { tabId: boundTab });
  if (answer.ok) view.value = answer.value;
}

/** It goes on looking: the chain is checked again from time to time. */
export async function lookAgain(): Promise<void> {
  const answer = await send('get-view', { tabId: boundTab, still: true });
  if (answer.ok) view.value = answer.value;
}

/** What was shown last, at once: the background may have to wake up first. */
export async function showKept(): Promise<void> {
  const kept = await keptView(boundTab ?? (await meantTab()));
  if (view.value === null && kept && Date.now() - kept.at < KEPT_MS) view.value = kept.view;
}

export const onViewChanged = ({ tabId }: { tabId: number | null }) => {
  // The tab that it is bound to may come back to claude.ai.
  if (view.value === null || view.value.tabId === tabId || boundTab === tabId) void refresh();
  return {};
};
