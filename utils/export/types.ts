import type { Conversation } from '@/utils/claude/conversation';

/** What a conversation's own payload doesn't say. */
export interface Surroundings {
  /** The note of its project, and its name; null outside of one. */
  readonly project: NoteLink | null;
  /** The other conversations of that project which are exported with it, in the order of their notes' names. */
  readonly siblings: readonly NoteLink[];
}

export interface NoteLink {
  /** File name without its extension: no two notes of one export have the same. */
  readonly note: string;
  readonly title: string;
}

export const FORMAT_IDS = ['json', 'markdown', 'html', 'text', 'pdf', 'obsidian'] as const;
export type FormatId = (typeof FORMAT_IDS)[number];

/** All facts about one format in one place. */
export interface ExportFormat {
  readonly id: FormatId;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Pure and clock-free: the same conversation gives the same bytes. `raw` is the payload exactly as sent. */
  readonly render: (conversation: Conversation, raw: string, around?: Surroundings) => string;
  /** The text of a rendering as a reader gets it, without the format's own marks. Absent where the marks are part of it. */
  readonly readBack?: (rendered: string) => string;
}
