import {
  type Branch,
  branches,
  type Conversation,
  childrenOf,
  type Message,
  versionsOfMessage,
} from '@/utils/claude/conversation';
import { blockParts, fold, leftover } from '@/utils/export/block-parts';
import { type Loose, listOf, textOf } from '@/utils/export/fields';
import type { Mark, Part, Turn } from '@/utils/export/turn';

/** One line of talk, in the order in which it is read. */
export interface Line {
  /** Number of the message it leaves; 0 when it begins the chat; null for the branch in use. */
  readonly forkedFrom: number | null;
  readonly turns: readonly Turn[];
}

/** Everything in the conversation, every message once: the branch in use first. */
export function linesOf(conversation: Conversation): readonly Line[] {
  const numbers = new Map(conversation.chat_messages.map((message, index) => [message.uuid, index + 1]));
  const children = isTree(conversation) ? childrenOf(conversation) : NO_VERSIONS;
  const turn = (message: Message) => turnOf(message, numbers, versionsOfMessage(message, children));
  return branches(conversation).map((branch, index) => ({
    forkedFrom: index === 0 ? null : forkNumber(branch, numbers),
    turns: branch.messages.map(turn).filter(isReadable),
  }));
}

/** A list without a single parent id is one line: its messages follow each other, and none is another's version. */
const isTree = ({ chat_messages }: Conversation): boolean =>
  chat_messages.some((message) => message.parent_message_uuid != null);
const NO_VERSIONS: ReadonlyMap<string, readonly Message[]> = new Map();

const forkNumber = (branch: Branch, numbers: ReadonlyMap<string, number>): number =>
  numbers.get(branch.forkedFrom ?? '') ?? 0;

/** A cancelled try leaves a message without a body: it holds the tree together, but there is nothing to read. */
const isReadable = (turn: Turn): boolean =>
  turn.parts.length > 0 || turn.marks.length > 0 || turn.versions.length > 0;

function turnOf(message: Message, numbers: ReadonlyMap<string, number>, versions: readonly Message[]): Turn {
  const { sender } = message;
  return {
    id: message.uuid,
    number: numbers.get(message.uuid) ?? 0,
    sender: sender === 'human' || sender === 'assistant' ? sender : 'unknown',
    at: textOf(message.created_at) || null,
    parts: partsOf(message),
    marks: marksOf(message),
    versions: around(message, versions).map((one) => numbers.get(one.uuid) ?? 0),
  };
}

/** Of more versions than anybody makes, those beside it: all of them at each would fill the memory. */
const MOST_VERSIONS = 25;
function around(message: Message, versions: readonly Message[]): readonly Message[] {
  const at = versions.indexOf(message);
  const before = versions.slice(Math.max(0, at - MOST_VERSIONS), Math.max(0, at));
  return [...before, ...versions.slice(at + 1, at + 1 + MOST_VERSIONS)];
}

const SHOWN = ['text', 'content', 'attachments', 'files', 'files_v2', 'compaction_summary', 'stop_reason'];

function partsOf(message: Message): readonly Part[] {
  return [
    ...compaction(message),
    ...listOf(message.attachments).flatMap(attachmentParts),
    ...filesOf(message).map(filePart),
    ...blockParts(message.content ?? []),
    ...strayText(message),
    ...leftover(message, [
      ...SHOWN,
      'parent_message_uuid',
      'input_mode',
      'image_count',
      'file_count',
      'is_internal',
    ]),
  ];
}

function compaction(message: Message): readonly Part[] {
  const summary = message.compaction_summary;
  if (typeof summary === 'string' && summary !== '') {
    return [fold('compaction', '', [{ label: '', language: '', text: summary }])];
  }
  const parts = blockParts(Array.isArray(summary) ? summary : []);
  const pieces = parts.map((part) => ({
    label: '',
    language: '',
    text: part.kind === 'text' ? part.text : JSON.stringify(part),
  }));
  return pieces.length > 0 ? [fold('compaction', '', pieces)] : [];
}

/** `text` repeats the blocks in some payloads and is all there is in others. */
function strayText(message: Message): readonly Part[] {
  const text = message.text ?? '';
  const told = listOf(message.content)
    .map((block) => textOf(block.text))
    .filter((one) => one !== '');
  const isTold =
    told.some((one) => one.includes(text)) || told.join('\n\n') === text || told.join('') === text;
  return text.trim() === '' || isTold ? [] : [{ kind: 'text', text }];
}

/** Pasted or converted text: it exists nowhere else. */
function attachmentParts(attachment: Loose): readonly Part[] {
  const name = textOf(attachment.file_name);
  const text = textOf(attachment.extracted_content);
  const more = leftover(attachment, ['file_name', 'extracted_content', 'file_size', 'file_type']);
  if (text === '') return [filePart(attachment), ...more];
  return [fold('attachment', name, [{ label: '', language: '', text }]), ...more];
}

/** Both lists name the same files; the newer one knows more of them. */
export function filesOf(message: Message): readonly Loose[] {
  const files = [...listOf(message.files_v2), ...listOf(message.files)];
  const ids = files.map((file) => textOf(file.file_uuid) || textOf(file.file_name));
  return files.filter((_, index) => ids.indexOf(ids[index] ?? '') === index);
}

function filePart(file: Loose): Part {
  const size = typeof file.size_bytes === 'number' ? file.size_bytes : file.file_size;
  const bytes = typeof size === 'number' ? `${size} bytes` : '';
  const detail = [textOf(file.file_kind) || textOf(file.file_type), bytes, textOf(file.path)].filter(
    (one) => one !== '',
  );
  return { kind: 'file', name: textOf(file.file_name) || 'unnamed', detail: detail.join(', ') };
}

/** What an answer ends with when nothing went wrong. */
const ORDINARY_ENDS = new Set(['', 'end_turn', 'stop_sequence']);

function marksOf(message: Message): readonly Mark[] {
  const reason = textOf(message.stop_reason);
  const isCutOff = listOf(message.content).some(
    (block) => block.cut_off === true || block.truncated === true,
  );
  return [
    ...(message.truncated === true ? (['truncated'] as const) : []),
    ...(isCutOff ? (['cut-off'] as const) : []),
    ...(reason === 'user_canceled' ? (['cancelled'] as const) : []),
    ...(ORDINARY_ENDS.has(reason) || reason === 'user_canceled' ? [] : [{ stopReason: reason }]),
  ];
}
