import { readConversationText } from '@/utils/claude/conversation';
import { carriedFile, carriedText } from '@/utils/fixes/carry-over';
import { LAST_TURNS } from '@/utils/fixes/new-chat';
import type { BackgroundStep } from '@/utils/fixes/types';
import type { Ended } from './background-steps';
import { describeTab, performInTab } from './tab-steps';

export interface CarryEdges {
  /** Raw payload of the best stored version of a chat; null when there is none. */
  readonly storedChat: (conversationId: string) => Promise<string | null>;
}

type CarryOver = Extract<BackgroundStep, { readonly verb: 'carry-over' }>;

/** Gives the new chat what the plan says of the old one. Text of the user's that stands there already is left alone. */
export async function carryOver({ storedChat }: CarryEdges, tabId: number, step: CarryOver): Promise<Ended> {
  const { conversationId, as, turns, prompt } = step;
  const raw = await storedChat(conversationId).catch(() => null);
  const read = raw === null ? null : readConversationText(raw);
  if (!read?.ok) return { problem: 'no_copy' };
  const chat = read.value;
  const fill = (text: string) => performInTab(tabId, { verb: 'fill-composer', text, replace: false });
  if (as === 'text') return { problem: await fill(carriedText(chat, turns ?? LAST_TURNS, prompt)) };
  const page = await describeTab(tabId, prompt);
  if (page?.composer === 'other') return { problem: 'other_text' };
  const file = carriedFile(chat);
  const problem = await performInTab(tabId, { verb: 'attach-file', ...file });
  // A page that takes no file takes the end of the chat as text.
  const unattached = problem !== null && problem !== 'tab_gone';
  if (unattached) return { problem: null, first: [{ ...step, as: 'text', turns: LAST_TURNS }] };
  return { problem: problem ?? (prompt === '' ? null : await fill(prompt)) };
}
