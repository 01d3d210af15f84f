/**
 * What a new chat gets of the old one: the whole transcript as a Markdown file, or its last turns as text before the prompt.
 * Either begins with where it comes from, so that the old chat is one click away.
 */
import { chatAddress } from '@/utils/claude/addresses';
import { activePath, type Conversation, type Message } from '@/utils/claude/conversation';
import { slug } from '@/utils/export/file-names';
import { textOf, transcript } from './transcript';

export interface CarriedFile {
  readonly name: string;
  /** Markdown. */
  readonly text: string;
}

/** So much text at most: a new chat must not begin too long. The latest turn is cut when it alone is longer. */
export const MOST_CHARS = 24_000;

const linkTo = ({ uuid }: Conversation): string => chatAddress(uuid);

export const carriedFile = (conversation: Conversation): CarriedFile => ({
  name: `${slug(conversation.name || 'chat')}.md`,
  text: `Continued from ${linkTo(conversation)}\n\n${transcript(conversation)}\n`,
});

/** The text for the composer: the last turns, oldest first, and the prompt at the end. */
export function carriedText(conversation: Conversation, turns: number, prompt: string): string {
  const said = activePath(conversation).flatMap(lineOf).slice(-turns);
  const kept: string[] = [];
  let left = MOST_CHARS;
  for (const line of said.toReversed()) {
    if (line.length > left && kept.length > 0) break;
    kept.unshift(line.length > left ? `${line.slice(0, left)} …` : line);
    left -= line.length;
  }
  const head = `We are continuing this chat: ${linkTo(conversation)}\nIts last messages:`;
  return [head, ...kept, ...(prompt === '' ? [] : ['Go on from here:', prompt])].join('\n\n');
}

const SENDERS: Readonly<Record<string, string>> = { human: 'Me', assistant: 'You' };

function lineOf(message: Message): string[] {
  const words = textOf(message);
  return words === '' ? [] : [`${SENDERS[message.sender ?? ''] ?? 'Somebody'}: ${words}`];
}
