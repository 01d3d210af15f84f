/**
 * A chat as Claude can read it on: every message of the branch in use with its text, the texts that were attached, and what Claude
 * wrote into files. Smaller than the export, which is for people and leaves nothing out: it lives in the background.
 */
import {
  activePath,
  type Block,
  BlockSchema,
  type Conversation,
  type Message,
} from '@/utils/claude/conversation';

/** Headings of the messages; English in every locale, as the export's are. */
const SENDERS: Readonly<Record<string, string>> = { human: 'You', assistant: 'Claude' };

export const transcript = (conversation: Conversation): string =>
  [
    `# ${conversation.name?.replace(/\s+/g, ' ') || 'Chat'}`,
    ...activePath(conversation).flatMap(turnOf),
  ].join('\n\n');

export function textOf({ content, text }: Message): string {
  const said = blocksOf(content).flatMap((block) =>
    block.type === 'text' && typeof block.text === 'string' ? [block.text] : [],
  );
  return (said.length > 0 ? said.join('\n\n') : (text ?? '')).trim();
}

const blocksOf = (content: Message['content']): Block[] =>
  (content ?? []).flatMap((block) => BlockSchema.safeParse(block).data ?? []);

function turnOf(message: Message): string[] {
  const parts = [...attached(message), textOf(message), ...blocksOf(message.content).flatMap(written)];
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? [] : [`## ${SENDERS[message.sender ?? ''] ?? 'Unknown sender'}`, ...said];
}

interface Attached {
  readonly file_name?: unknown;
  readonly extracted_content?: unknown;
}

const listOf = (value: unknown): readonly Attached[] => (Array.isArray(value) ? value.filter(Boolean) : []);

const attached = ({ attachments, files, files_v2: newer }: Message): string[] =>
  [...listOf(attachments), ...listOf(files), ...listOf(newer)].map(
    ({ file_name: name, extracted_content: text }) =>
      [
        `Attached: ${String(name ?? 'a file')}`,
        ...(typeof text === 'string' && text !== '' ? [fence(text)] : []),
      ].join('\n\n'),
  );

/** What a tool was given: files, code, searches. What it brought is left out: Claude has said what it made of that. */
function written({ type, name, input }: Block): string[] {
  if (type !== 'tool_use' || typeof input !== 'object' || input === null) return [];
  const texts = Object.entries(input).flatMap(([key, text]) =>
    typeof text === 'string' && text.trim() !== '' ? [`${key}:\n\n${fence(text)}`] : [],
  );
  return texts.length === 0 ? [] : [`Tool ${String(name)}:`, ...texts];
}

/** Longer than any run of backticks inside, so that the text can't end it. */
function fence(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const ticks = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return `${ticks}\n${text}\n${ticks}`;
}
