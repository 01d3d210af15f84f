import { clearSite } from '@/utils/browser/browsing-data';
import { hasPermission } from '@/utils/browser/permissions';
import { forgetSessionKeys } from '@/utils/browser/scripts';
import { claudeTabIds, isPrivateTab } from '@/utils/browser/tabs';
import type { BackgroundStep } from '@/utils/fixes/types';

type Clearing = Extract<BackgroundStep, { readonly verb: 'clear-cache' | 'clear-data' }>;

/** What is there again as soon as it is asked for; all else is data. */
const FETCHED_AGAIN: readonly string[] = ['cache', 'cacheStorage', 'serviceWorkers'];

/** The problem as a word key, or null when it is done. Without the permission nothing is touched. Rejects for a tab that is gone. */
export async function clearOfSite(tabId: number, { verb, site, types }: Clearing): Promise<string | null> {
  // The browser would clear what the other windows have, not this one's.
  if (await isPrivateTab(tabId)) return 'private_window';
  if (verb === 'clear-cache' && !types.every((type) => FETCHED_AGAIN.includes(type))) return 'not_cleared';
  if (!(await hasPermission('browsingData'))) return 'permission_refused';
  try {
    await clearSite(site, types);
  } catch (error) {
    console.warn('Lifeline: the site was not cleared.', error);
    return 'not_cleared';
  }
  // What a tab keeps for as long as it is open is in no browser's list of kinds.
  if (types.includes('localStorage')) await soon(Promise.all((await claudeTabIds()).map(forgetKeys)));
  return null;
}

/** A tab that sleeps, or whose thread is blocked, does it when it can: nobody waits for that. */
const KEYS_MS = 2_000;
const soon = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, new Promise((resolve) => setTimeout(resolve, KEYS_MS))]);

/** What a private window has is not this one's. One that can't be asked counts as private. */
async function forgetKeys(tabId: number): Promise<void> {
  if (!(await isPrivateTab(tabId).catch(() => true))) await forgetSessionKeys(tabId);
}
