/**
 * The document itself failed: Cloudflare's 5xx page, "Claude will return soon", or a bare 5xx.
 * Seen: tests/fixtures/signals/failing-page.json (2026-11).
 */
import { documentNow } from '@/utils/signals/document-now';
import { finding } from './finding';
import type { Detector } from './types';

const FAILING = ['gateway-error', 'outage', 'error'];

export const failingPage = {
  id: 'failing-page',
  needs: ['page-loaded', 'navigation-failed'],
  detect: (signals) => {
    const page = documentNow(signals);
    if (!page) return undefined;
    const { at, status } = page;
    if (page.kind === 'navigation-failed')
      return (status ?? 0) >= 500
        ? finding('failing-page', { since: at }, { status, blames: null })
        : undefined;
    if (!FAILING.includes(page.document)) return undefined;
    return finding('failing-page', { since: at }, { status, blames: page.blames });
  },
} as const satisfies Detector;
