/**
 * Only what claude.ai can fetch again. Firefox has no call that clears one site's HTTP cache or cache storage: the first is loaded
 * past, the second is emptied from inside the page. Removing by hosts there covers service workers, not the cache.
 */
import { SITE } from '@/utils/claude/addresses';
import type { SiteData } from './background-verbs';
import { PAGE_MS, putBack } from './reloading';
import type { Fix, FixContext, Step } from './types';

const CHROME: SiteData[] = ['cache', 'cacheStorage', 'serviceWorkers'];
const FIREFOX: SiteData[] = ['serviceWorkers'];

const cleared = ({ more, failed }: FixContext): Step[] => {
  const types = more?.browser === 'chrome' ? CHROME : FIREFOX;
  const steps: Step[] = [{ verb: 'clear-cache', site: SITE, types }];
  // The browser's own error page holds no script that could do it.
  if (more?.browser !== 'chrome' && failed !== 'document') steps.push({ verb: 'clear-cache-storage' });
  return steps;
};

export const clearSiteCache = {
  id: 'clear-site-cache',
  risk: 'interrupts',
  needs: ['browsingData'],
  goes: ['cache', 'service_workers'],
  stays: ['signed_in', 'settings', 'drafts', 'library', 'other_sites'],
  available: () => true,
  plan: (context) => [
    { verb: 'save-conversation' },
    ...cleared(context),
    { verb: 'hard-reload' },
    { verb: 'await-page', timeoutMs: PAGE_MS },
    ...putBack(context),
  ],
} as const satisfies Fix;
