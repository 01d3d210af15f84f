/**
 * All that claude.ai has stored in this browser. It signs out, and the page's own drafts go; what Lifeline keeps stays, because
 * that isn't the site's. In Chrome, cookies are cleared for the whole domain, which is claude.ai and its parts.
 */
import { SITE } from '@/utils/claude/addresses';
import type { SiteData } from './background-verbs';
import { PAGE_MS, pathOf, putBack, SIGN_IN_MS } from './reloading';
import type { Fix } from './types';

const CHROME: SiteData[] = [
  ...(['cache', 'cacheStorage', 'serviceWorkers', 'cookies'] as const),
  ...(['localStorage', 'indexedDB', 'fileSystems'] as const),
];
/** As much as Firefox clears by hosts. */
const FIREFOX: SiteData[] = ['serviceWorkers', 'cookies', 'localStorage', 'indexedDB'];

export const clearSiteData = {
  id: 'clear-site-data',
  risk: 'destructive',
  needs: ['browsingData'],
  goes: ['signed_in', 'settings', 'page_drafts', 'cache', 'service_workers'],
  stays: ['chats', 'drafts', 'library', 'other_sites'],
  available: () => true,
  plan: (context) => [
    { verb: 'save-conversation' },
    {
      verb: 'clear-data',
      site: SITE,
      types: context.more?.browser === 'chrome' ? CHROME : FIREFOX,
    },
    // After it: who refuses the permission keeps all.
    ...(context.more?.browser === 'chrome' || context.failed === 'document'
      ? []
      : [{ verb: 'clear-cache-storage' } as const]),
    { verb: 'open-chat', path: pathOf(context) },
    { verb: 'await-sign-in', timeoutMs: SIGN_IN_MS },
    { verb: 'open-chat', path: pathOf(context) },
    { verb: 'await-page', timeoutMs: PAGE_MS },
    ...putBack(context),
  ],
} as const satisfies Fix;
