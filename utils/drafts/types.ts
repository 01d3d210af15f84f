import * as z from 'zod/mini';

/** Composer text that has not been answered yet. */
export const DraftSchema = z.object({
  /** To the character; lines are separated by `\n`. Empty where there are only files. */
  text: z.string(),
  /** Names of the files that were attached; their bytes are not kept. */
  attachments: z.array(z.string()),
  /** Those among them that went with an earlier page and have to be added again. */
  missing: z.optional(z.array(z.string())),
  /** uuid of the chat it belongs to; null for a chat that has no id yet. */
  conversationId: z.nullable(z.string()),
  /** Epoch ms of the last keystroke. */
  updatedAt: z.number(),
  /** `sent` means that the page took it and no answer has come yet. */
  state: z.enum(['typing', 'sent']),
  /** Sent, and then another message was sent in the same chat. */
  isLeft: z.optional(z.boolean()),
  /** The other one was of the same tab: no answer that comes there is for this one any more. */
  isOvertaken: z.optional(z.boolean()),
  /** Of the tab it was written in; another session of the browser numbers its tabs anew. */
  tabId: z.optional(z.number()),
  /** One life of a page, so that what comes after a reload doesn't overwrite what stood there before. */
  page: z.optional(z.string()),
  /** Written in a private window, of a user who wants these kept too. */
  isPrivate: z.optional(z.boolean()),
});
export type Draft = z.infer<typeof DraftSchema>;

/** One thing that is kept, as the list shows it. */
export interface KeptRow {
  /** Names it in a message that lets it go. */
  readonly id: { readonly what: 'draft' | 'half'; readonly name: string };
  readonly kind: 'typing' | 'sent' | 'half';
  readonly text: string;
  readonly attachments: readonly string[];
  /** null for a chat without an id. */
  readonly conversationId: string | null;
  readonly isPrivate: boolean;
  /** Epoch ms. */
  readonly at: number;
}
