import * as z from 'zod/mini';

/** Where a snapshot came from. */
export const SNAPSHOT_SOURCES = ['api', 'page-cache', 'stream', 'dom', 'import'] as const;

/** One stored version of one conversation. The raw payload is kept beside it, addressed by `hash`. */
export const SnapshotSchema = z.object({
  conversationId: z.string(),
  organizationId: z.nullable(z.string()),
  title: z.string(),
  /** As claude.ai names it; null when the payload doesn't say. */
  model: z.nullable(z.string()),
  /** ISO 8601, as sent. */
  createdAt: z.nullable(z.string()),
  updatedAt: z.nullable(z.string()),
  /** Freshness is the pair (updatedAt, leafId): a branch switch leaves updatedAt alone. */
  leafId: z.nullable(z.string()),
  messageCount: z.number(),
  source: z.enum(SNAPSHOT_SOURCES),
  /** False when something may be missing. */
  whole: z.boolean(),
  /** Epoch ms. */
  capturedAt: z.number(),
  /** SHA-256 of the raw payload, lower-case hex. */
  hash: z.string(),
  /** Bytes of the raw payload. */
  size: z.number(),
});
export type Snapshot = z.infer<typeof SnapshotSchema>;
