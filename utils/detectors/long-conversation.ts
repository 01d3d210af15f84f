/**
 * This chat has become too long, or the message is: 413, "prompt is too long", a length stop. Other chats work.
 * What only the page says of it is told by error-notice.
 * Seen: tests/fixtures/signals/long-conversation.json (2026-11).
 */
import { ATTEMPT_SIGNALS, attemptsOf, latestAttempt } from '@/utils/signals/attempts';
import { isLeft } from '@/utils/signals/left-chat';
import { finding } from './finding';
import type { Detector } from './types';

export const longConversation = {
  id: 'long-conversation',
  needs: ATTEMPT_SIGNALS,
  detect: (signals) => {
    const latest = latestAttempt(attemptsOf(signals));
    // In another chat, which is what its fix opens, it is over.
    if (latest?.failure !== 'length' || isLeft(latest, signals)) return undefined;
    return finding('long-conversation', { since: latest.changedAt }, { status: latest.status });
  },
} as const satisfies Detector;
