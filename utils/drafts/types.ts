import * as z from 'zod/mini';

/** Composer text that has not been answered yet. */
export const DraftSchema = z.object({
  /** To the character; lines are separated by `\n`. */
  text: z.string(),
  /** Names of the files that were attached; their bytes are not kept. */
  attachments: z.array(z.string()),
  /** uuid of the chat it belongs to; null for a chat that has no id yet. */
  conversationId: z.nullable(z.string()),
  /** Epoch ms of the last keystroke. */
  updatedAt: z.number(),
  /** `sent` means that the page took it and no answer has come yet. */
  state: z.enum(['typing', 'sent']),
});
export type Draft = z.infer<typeof DraftSchema>;
