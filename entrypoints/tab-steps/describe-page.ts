import { chatPlace } from '@/utils/claude/chat-place';
import { findComposer, readComposer } from '@/utils/claude/composer';
import type { Output } from '@/utils/messaging/protocol';

/** What a plan is made from: the composer's text itself stays here. */
export function describePage(kept: string | null): Output<'describe-page'> {
  const composer = findComposer(document);
  return { composer: composer && compared(readComposer(composer), kept), place: chatPlace(document) };
}

function compared(there: string, kept: string | null): 'empty' | 'same' | 'other' {
  if (there === '') return 'empty';
  return there === kept ? 'same' : 'other';
}
