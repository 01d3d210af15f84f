import { readConversationText } from '@/utils/claude/conversation';
import { markdown } from '@/utils/export/markdown';
import { carriedFile, carriedText } from '@/utils/fixes/carry-over';
import type { BackgroundStep } from '@/utils/fixes/types';
import { performInTab } from './tab-steps';

export interface CarryEdges {
  /** Raw payload of the best stored version of a chat; null when there is none. */
  readonly storedChat: (conversationId: string) => Promise<string | null>;
}

type CarryOver = Extract<BackgroundStep, { readonly verb: 'carry-over' }>;

/** Gives the new chat what the plan says of the old one. The problem as a word key, or null when it is done. */
export async function carryOver(
  { storedChat }: CarryEdges,
  tabId: number,
  step: CarryOver,
): Promise<string | null> {
  const { conversationId, as, turns, prompt } = step;
  const raw = await storedChat(conversationId).catch(() => null);
  const read = raw === null ? null : readConversationText(raw);
  if (!read?.ok) return 'no_copy';
  const fill = (text: string) => performInTab(tabId, { verb: 'fill-composer', text, replace: false });
  if (as === 'text') return fill(carriedText(read.value, turns ?? read.value.chat_messages.length, prompt));
  // The prompt first: it is the user's own, and stands there whatever becomes of the file.
  const problem = prompt === '' ? null : await fill(prompt);
  if (problem !== null) return problem;
  const file = carriedFile(read.value, markdown.render(read.value));
  return performInTab(tabId, { verb: 'attach-file', ...file });
}
