/**
 * A call is refused because nobody is signed in, the session was asked after and is over (claude.ai may answer 500 to
 * everything else then), or the tab shows the sign-in page. That page alone is not worth a prompt: people sign out on purpose. Who
 * signs in there may get to a chat without a new document.
 * Seen: tests/fixtures/signals/ended-session.json (2026-11).
 */
import { documentNow } from '@/utils/signals/document-now';
import type { Signal } from '@/utils/signals/types';
import { finding } from './finding';
import type { Detector } from './types';

/** A refused call explains the sign-in page that follows it for this long. */
const LINK_MS = 10 * 60_000;

const isRefusal = (signal: Signal): boolean =>
  signal.kind === 'session-checked'
    ? signal.state === 'out'
    : (signal.kind === 'response-received' || signal.kind === 'reply-ended') &&
      signal.failure === 'signed-out';

/** An answer that only somebody who is signed in gets. */
const isAnswer = (signal: Signal): boolean =>
  signal.kind === 'session-checked'
    ? signal.state === 'in'
    : signal.kind === 'response-received' && signal.failure === null;

/** Nobody asks for these on the sign-in page; its own calls are answered to everybody. */
const isOfChats = (signal: Signal): boolean =>
  signal.kind === 'response-received' &&
  signal.failure === null &&
  signal.endpoint !== 'session' &&
  signal.endpoint !== 'other';

export const endedSession = {
  id: 'ended-session',
  needs: ['page-loaded', 'navigation-failed', 'response-received', 'reply-ended', 'session-checked'],
  detect: (signals) => {
    const page = documentNow(signals);
    const latest = signals.findLast((signal) => isRefusal(signal) || isAnswer(signal));
    const refusal = signals.findLast(isRefusal);
    if (refusal && latest === refusal && refusal.at >= (page?.at ?? 0))
      return finding('ended-session', { since: refusal.at }, {});
    if (page?.kind !== 'page-loaded' || page.document !== 'login') return undefined;
    if (signals.some((signal) => signal.at > page.at && isOfChats(signal))) return undefined;
    const explained = latest !== undefined && isRefusal(latest) && page.at - latest.at < LINK_MS;
    return finding('ended-session', { since: explained ? latest.at : page.at }, { deliberate: !explained });
  },
} as const satisfies Detector;
