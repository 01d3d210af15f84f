/** What is taken to another assistant: the whole chat as Markdown, and the prompt that wasn't answered at its end. */
import { activePath, type Conversation } from '@/utils/claude/conversation';
import { slug } from '@/utils/export/file-names';
import { textOf, transcript } from './transcript';

export interface TakenAlong {
  readonly text: string;
  /** Of the file that it may be saved as. */
  readonly name: string;
}

export function takenAlong(conversation: Conversation, prompt: string): TakenAlong {
  const last = activePath(conversation).at(-1);
  // A message that claude.ai has taken stands in the chat already.
  const isThere = last?.sender === 'human' && textOf(last).trim() === prompt.trim();
  const rest = prompt.trim() === '' || isThere ? '' : `\n---\n\nMy next message:\n\n${prompt}\n`;
  return { text: `${transcript(conversation)}\n${rest}`, name: `${slug(conversation.name || 'chat')}.md` };
}
