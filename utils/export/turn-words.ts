import type { FoldKind, Mark, Turn } from '@/utils/export/turn';

/** The words of every readable format. English in every locale: a format is the same wherever it was made. */
export const SENDERS: Record<Turn['sender'], string> = {
  human: 'You',
  assistant: 'Claude',
  unknown: 'Unknown sender',
};

const FOLDS: Record<FoldKind, string> = {
  thinking: 'Thinking',
  tool: 'Tool',
  'tool-error': 'Tool, failed',
  attachment: 'Attached text',
  compaction: 'Summary of what came before',
  unknown: 'Block of an unknown kind',
  more: 'Further fields',
};

const MARKS: Record<Extract<Mark, string>, string> = {
  cancelled: 'Stopped by the user.',
  truncated: 'Cut short: the server says that this message is not whole.',
  'cut-off': 'A part of this message was cut off.',
};

/** How a message ended. */
export const markWords = (mark: Mark): string =>
  typeof mark === 'string' ? MARKS[mark] : `Ended early: ${mark.stopReason}.`;

export const foldName = (what: FoldKind, name: string): string =>
  name === '' ? FOLDS[what] : `${FOLDS[what]}: ${name}`;
