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
  /**
   * Of one that was put together from the page (`stream`, `dom`): how many of its messages are as claude.ai sent them. Absent when
   * all are.
   */
  sentCount: z.optional(z.number()),
  /** uuid of its project; null outside of one. Absent in records of before 2026-11. */
  projectId: z.optional(z.nullable(z.string())),
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

/** A project as last captured: its instructions and its documents are in the payload. */
export interface Project {
  /** uuid. */
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  /** ISO 8601, as sent; null when the payload doesn't say. */
  readonly updatedAt: string | null;
  /** SHA-256 of the kept payload, `{ project, docs }` as claude.ai sent both. */
  readonly hash: string;
  /** Other states that were captured before, oldest first; they are kept too. */
  readonly earlier?: readonly Pick<EarlierFile, 'hash' | 'capturedAt'>[];
  /** Epoch ms. */
  readonly capturedAt: number;
}

/** One file that belongs to a conversation: an image, an upload, a file of the sandbox, an artifact as it ended up. */
export interface StoredFile {
  readonly conversationId: string;
  /** The file's uuid, or its path in the sandbox: one per conversation. */
  readonly fileId: string;
  /** As claude.ai names it; never a path. */
  readonly name: string;
  /** `preview`: a smaller, re-encoded copy that stands in; `problem` says why. `artifact`: put together from the payload. */
  readonly kind: 'upload' | 'image' | 'preview' | 'sandbox' | 'artifact';
  /** Bytes that claude.ai announced; null when it didn't. */
  readonly announcedSize: number | null;
  /** SHA-256 of the kept bytes; null when they could not be had. */
  readonly hash: string | null;
  /** Bytes kept. */
  readonly size: number;
  /** Why there are no bytes, or not the original ones: an error's name or `wrong-size`; null when all is well. */
  readonly problem: string | null;
  /** ISO 8601, as sent: a path of the sandbox that was written again has another one. */
  readonly madeAt?: string | null;
  /** As the bytes or the server say; null when neither does. */
  readonly mediaType?: string | null;
  /** True when nothing but an import says that it is this file: Claude's own takes its place. */
  readonly isImported?: boolean;
  /** Other bytes that stood under this id before, oldest first; they are kept too. */
  readonly earlier?: readonly EarlierFile[];
  /** Epoch ms. */
  readonly capturedAt: number;
}

interface EarlierFile {
  /** SHA-256. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  /** Epoch ms. */
  readonly capturedAt: number;
}
