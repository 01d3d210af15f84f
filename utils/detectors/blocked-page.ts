/**
 * Something between the user and claude.ai answered in its place: a proxy, a portal, a firewall, or Cloudflare's refusal of
 * this network. Claude has not been asked.
 * Seen: tests/fixtures/signals/blocked-page.json (2026-11).
 */
import { documentNow } from '@/utils/signals/document-now';
import { finding } from './finding';
import type { Detector } from './types';

export const blockedPage = {
  id: 'blocked-page',
  needs: ['page-loaded', 'navigation-failed'],
  detect: (signals) => {
    const page = documentNow(signals);
    return page?.kind === 'page-loaded' && page.document === 'blocked'
      ? finding('blocked-page', { since: page.at }, { status: page.status })
      : undefined;
  },
} as const satisfies Detector;
