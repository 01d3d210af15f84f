/**
 * The document itself failed: Cloudflare's 5xx page, "Claude will return soon", or a bare 5xx.
 * Seen: tests/fixtures/signals/failing-page.json (2026-11).
 */
import { last } from '@/utils/signals/finality';
import { finding } from './finding';
import type { Detector } from './types';

const FAILING = ['gateway-error', 'outage', 'error'];

export const failingPage = {
  id: 'failing-page',
  needs: ['page-loaded', 'navigation-failed'],
  detect: (signals) => {
    const page = last(signals, 'page-loaded');
    const answer = last(signals, 'navigation-failed', page?.at);
    if (answer && answer.status !== null && answer.status >= 500)
      return finding('failing-page', { since: answer.at }, { status: answer.status, blames: null });
    if (!page || !FAILING.includes(page.document)) return undefined;
    return finding('failing-page', { since: page.at }, { status: page.status, blames: page.blames });
  },
} as const satisfies Detector;
