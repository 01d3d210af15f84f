import { sendSurely } from '@/utils/browser/messages';
import { readHalfAnswer } from '@/utils/claude/half-answer';
import { conversationIdOf } from '@/utils/claude/page-place';
import type { Signal } from '@/utils/signals/types';

const breaksOff = (signal: Signal): boolean =>
  signal.kind === 'reply-silent'
    ? signal.outputBegan
    : signal.kind === 'reply-ended' &&
      signal.outputBegan &&
      (signal.outcome === 'cut' || signal.outcome === 'failed');

/** Keeps what has arrived of an answer when it breaks off or falls silent: a reload may not bring it back. */
export function guardHalfAnswer(signal: Signal): void {
  const conversationId = conversationIdOf(location.pathname);
  if (!breaksOff(signal) || conversationId === null) return;
  const text = readHalfAnswer(document);
  if (text !== '') void sendSurely('keep-half-answer', { conversationId, text, at: signal.at });
}
