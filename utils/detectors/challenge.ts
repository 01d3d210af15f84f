/**
 * Cloudflare asks whether a human is there: the page itself, or 403 with `cf-mitigated: challenge` on a call. It is neither
 * an outage nor a sign-out.
 * Seen: tests/fixtures/signals/challenge.json (2026-11).
 */
import { documentNow } from '@/utils/signals/document-now';
import type { SignalOf } from '@/utils/signals/types';
import { finding } from './finding';
import type { Detector } from './types';

export const challenge = {
  id: 'challenge',
  needs: ['page-loaded', 'navigation-failed', 'response-received'],
  detect: (signals) => {
    const page = documentNow(signals);
    if (page?.kind === 'page-loaded' && page.document === 'challenge')
      return finding('challenge', { since: page.at }, { status: page.status });
    const call = signals.findLast(
      (signal): signal is SignalOf<'response-received'> => signal.kind === 'response-received',
    );
    const fresh = call?.failure === 'challenge' && call.at >= (page?.at ?? 0);
    return fresh ? finding('challenge', { since: call.at }, { status: call.status }) : undefined;
  },
} as const satisfies Detector;
