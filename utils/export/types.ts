import type { Conversation } from '@/utils/claude/conversation';

/** All facts about one format in one place. */
export interface ExportFormat {
  readonly id: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Pure and clock-free: the same conversation gives the same bytes. `raw` is the payload exactly as sent. */
  readonly render: (conversation: Conversation, raw: string) => string;
}
