/**
 * No document arrived at all: DNS, TLS, a reset. The browser shows its own error page, where no content script can run.
 * Seen: tests/fixtures/signals/unreachable-page.json (2026-11).
 */
import { networkCause } from '@/utils/claude/network-error';
import { documentNow } from '@/utils/signals/document-now';
import { finding } from './finding';
import type { Detector } from './types';

export const unreachablePage = {
  id: 'unreachable-page',
  needs: ['page-loaded', 'navigation-failed'],
  detect: (signals) => {
    const failed = documentNow(signals);
    if (failed?.kind !== 'navigation-failed' || !failed.error) return undefined;
    const cause = networkCause(failed.error);
    return finding(
      'unreachable-page',
      { since: failed.at },
      { error: failed.error, ...(cause && { cause }) },
    );
  },
} as const satisfies Detector;
