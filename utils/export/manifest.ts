import * as z from 'zod/mini';
import { SNAPSHOT_SOURCES } from '@/utils/library/types';

export const MANIFEST_PATH = 'manifest.json';
const MANIFEST_VERSION = 1;

/**
 * `conversation`: the payload as sent; `rendering`: made from it; `file`: came with the conversation; `project`: a project's
 * instructions, documents and payload.
 */
const FILE_KINDS = ['conversation', 'rendering', 'file', 'project'] as const;

const FileSchema = z.object({
  /** Inside the ZIP. */
  path: z.string(),
  /** Lower-case hex. */
  sha256: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Absent in backups of before 2026-11, which hold conversations and their renderings only. */
  kind: z.optional(z.enum(FILE_KINDS)),
  /** Empty for what belongs to a project. */
  conversationId: z.string(),
  /** uuid; only of what belongs to a project. */
  projectId: z.optional(z.string()),
  /** Only of `file`: its uuid, or its path in the sandbox. */
  fileId: z.optional(z.string()),
  /** Only of `file`: as claude.ai names it, where the path can't. */
  name: z.optional(z.string()),
  /** Only of `file`: what it is to the conversation. */
  fileKind: z.optional(z.string()),
  /** Only of `file`: as its bytes or the server said. */
  mediaType: z.optional(z.string()),
  /** Where the content came from. */
  source: z.enum(SNAPSHOT_SOURCES),
  /** False when something may be missing. */
  whole: z.boolean(),
  messageCount: z.number(),
  /** ISO 8601. */
  capturedAt: z.string(),
});
export type ManifestFile = z.infer<typeof FileSchema>;

const ProblemSchema = z.object({
  conversationId: z.string(),
  title: z.string(),
  /**
   * `not-captured`: no copy at all; `older-copy`: an earlier one stands in; `partial`: messages may be missing;
   * `files-not-included`: named, but without their bytes; `damaged`: the stored bytes are not what was stored;
   * `unreadable`: the payload is there, but could not be put into words; `text-missing`: the readable copy lacks some of it;
   * `list-incomplete`: not a conversation, but the list of them; `project-incomplete`: the id is a project's.
   */
  kind: z.enum([
    'not-captured',
    'older-copy',
    'partial',
    'files-not-included',
    'damaged',
    'unreadable',
    'text-missing',
    'list-incomplete',
    'project-incomplete',
  ]),
  /** Error class, or the names concerned. */
  why: z.string(),
});
export type BackupProblem = z.infer<typeof ProblemSchema>;

/** Written last: a backup without it is not whole. */
export const ManifestSchema = z.object({
  schemaVersion: z.literal(MANIFEST_VERSION),
  extensionVersion: z.string(),
  /** ISO 8601: time of the newest snapshot inside, so that the same state gives the same bytes. */
  madeAt: z.string(),
  counts: z.object({
    conversations: z.number(),
    messages: z.number(),
    files: z.number(),
    problems: z.number(),
  }),
  /** Absent from a backup in one piece. Every part is a ZIP of its own and lists its own files; the last one names the problems. */
  part: z.optional(z.object({ number: z.number(), isLast: z.boolean() })),
  files: z.array(FileSchema),
  problems: z.array(ProblemSchema),
});
export type Manifest = z.infer<typeof ManifestSchema>;

export interface ManifestFacts {
  readonly extensionVersion: string;
  /** Epoch ms. */
  readonly madeAt: number;
  /** null for a backup in one piece. */
  readonly part?: { readonly number: number; readonly isLast: boolean } | null;
  readonly files: readonly ManifestFile[];
  readonly problems: readonly BackupProblem[];
}

export function makeManifest({ extensionVersion, madeAt, part, files, problems }: ManifestFacts): Manifest {
  const chats = files.filter((file) => file.conversationId !== '');
  const messages = new Map(chats.map((file) => [file.conversationId, file.messageCount]));
  return {
    schemaVersion: MANIFEST_VERSION,
    extensionVersion,
    madeAt: new Date(madeAt).toISOString(),
    counts: {
      conversations: messages.size,
      messages: [...messages.values()].reduce((sum, count) => sum + count, 0),
      files: files.length,
      problems: problems.length,
    },
    ...(part && { part }),
    files: [...files],
    problems: [...problems],
  };
}
