/** What is taken to another assistant: the whole chat as Markdown, and the prompt that wasn't answered at its end. */
import { activePath, BlockSchema, type Conversation, type Message } from '@/utils/claude/conversation';
import { slug } from '@/utils/export/file-names';

export interface TakenAlong {
  readonly text: string;
  /** Of the file that it may be saved as. */
  readonly name: string;
}

/** `markdown`: as the export renders the chat. */
export function takenAlong(conversation: Conversation, markdown: string, prompt: string): TakenAlong {
  const last = activePath(conversation).at(-1);
  // A message that claude.ai has taken stands in the chat already.
  const isThere = last?.sender === 'human' && wordsOf(last) === prompt.trim();
  const rest = prompt.trim() === '' || isThere ? '' : `\n---\n\nMy next message:\n\n${prompt}\n`;
  return { text: markdown + rest, name: `${slug(conversation.name || 'chat')}.md` };
}

function wordsOf({ content, text }: Message): string {
  const blocks = (content ?? []).map((block) => BlockSchema.safeParse(block).data);
  const said = blocks.flatMap((block) =>
    block?.type === 'text' && typeof block.text === 'string' ? [block.text] : [],
  );
  return (said.length > 0 ? said.join('\n\n') : (text ?? '')).trim();
}
