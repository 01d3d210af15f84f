/**
 * This chat has become too long, or the message is: 413, "prompt is too long", a length stop. Other chats work.
 * Seen: tests/fixtures/signals/long-conversation.json (2026-11).
 */
import { ATTEMPT_SIGNALS, attemptsOf, latestAttempt } from '@/utils/signals/attempts';
import { last } from '@/utils/signals/finality';
import { finding } from './finding';
import type { Detector } from './types';

export const longConversation = {
  id: 'long-conversation',
  needs: [...ATTEMPT_SIGNALS, 'banner', 'page-context'],
  detect: (signals) => {
    const latest = latestAttempt(attemptsOf(signals));
    const place = last(signals, 'page-context');
    // In another chat, which is what its fix opens, it is over.
    const elsewhere =
      place !== undefined &&
      latest !== undefined &&
      place.conversationId !== latest.conversationId &&
      place.at > latest.changedAt;
    if (latest?.failure === 'length' && !elsewhere)
      return finding('long-conversation', { since: latest.changedAt }, { status: latest.status });
    const banner = last(signals, 'banner');
    const told = banner?.shown && banner.meaning === 'length' && !last(signals, 'page-loaded', banner.at + 1);
    return told ? finding('long-conversation', { since: banner.at }, {}) : undefined;
  },
} as const satisfies Detector;
