/**
 * No document arrived at all: DNS, TLS, a reset. The browser shows its own error page, where no content script can run.
 * Seen: tests/fixtures/signals/unreachable-page.json (2026-11).
 */
import { networkCause } from '@/utils/claude/network-error';
import { last } from '@/utils/signals/finality';
import { finding } from './finding';
import type { Detector } from './types';

/** The user left the page, or another navigation took over. */
const NOT_A_FAILURE = /ABORTED|BINDING_ABORTED|NS_ERROR_ABORT/;

export const unreachablePage = {
  id: 'unreachable-page',
  needs: ['page-loaded', 'navigation-failed'],
  detect: (signals) => {
    const page = last(signals, 'page-loaded');
    const failed = last(signals, 'navigation-failed', page?.at);
    if (!failed?.error || NOT_A_FAILURE.test(failed.error)) return undefined;
    const cause = networkCause(failed.error);
    return finding(
      'unreachable-page',
      { since: failed.at },
      { error: failed.error, ...(cause && { cause }) },
    );
  },
} as const satisfies Detector;
