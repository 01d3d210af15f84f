import { runStartScripts } from '@/utils/browser/scripts';
import { claudeTabIds, isOpenTab } from '@/utils/browser/tabs';
import { openTabsTaken } from '@/utils/storage/items';
import type { Hub } from './hub';
import type { Records } from './records';

/**
 * Once in the life of this version: tabs that were open before it get its scripts without a reload. Firefox does that by
 * itself; the scripts see to it that nothing runs twice.
 */
export async function takeOpenTabs(): Promise<void> {
  if (await openTabsTaken.get()) return;
  await openTabsTaken.set(true);
  await Promise.all((await claudeTabIds()).map(runStartScripts));
}

/** A background that died over the closing of a tab hears of it no more: what it knew of the tab would stay, its trouble too. */
export async function forgetClosedTabs(
  hub: Pick<Hub, 'forget'>,
  records: Pick<Records, 'tabIds'>,
): Promise<void> {
  for (const tabId of await records.tabIds()) if (!(await isOpenTab(tabId))) await hub.forget(tabId, true);
}
