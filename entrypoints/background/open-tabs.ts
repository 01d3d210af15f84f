import { runStartScripts } from '@/utils/browser/scripts';
import { claudeTabIds } from '@/utils/browser/tabs';
import { openTabsTaken } from '@/utils/storage/items';

/**
 * Once in the life of this version: tabs that were open before it get its scripts without a reload. Firefox does that by
 * itself; the scripts see to it that nothing runs twice.
 */
export async function takeOpenTabs(): Promise<void> {
  if (await openTabsTaken.get()) return;
  await openTabsTaken.set(true);
  await Promise.all((await claudeTabIds()).map(runStartScripts));
}
