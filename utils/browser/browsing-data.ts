import { browser } from 'wxt/browser';
import type { SiteData } from '@/utils/fixes/background-verbs';

/** Not there before the user has allowed it. */
type Api = typeof browser.browsingData | undefined;

/**
 * Removes one site's data of these kinds. Chrome wants origins, Firefox host names; what a browser doesn't know it would take for
 * "of all sites", so each gets its own. Rejects when the browser can't do it for one site.
 */
export async function clearSite(site: string, types: readonly SiteData[]): Promise<void> {
  const of = import.meta.env.FIREFOX
    ? { hostnames: [new URL(site).hostname] }
    : { origins: [site] as [string] };
  const kinds = Object.fromEntries(types.map((type) => [type, true]));
  const api = browser.browsingData as Api;
  if (!api) throw new Error('browsingData is not there');
  await api.remove(of, kinds);
}
