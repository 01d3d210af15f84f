/**
 * Files that a conversation names, and where claude.ai has their bytes.
 * `files` and `files_v2` name the same ones, the second knows more of them; a picture inside a tool's result is only an id.
 * Originals: `wiggle/download-file` for what has a path in the sandbox, `files/{uuid}/contents` for the rest, which answers 404
 * for uploads into a sandbox. `preview` is re-encoded and smaller: it stands in. Addresses in the payload are not asked as they
 * stand, because an imported one can say anything.
 * Seen: tests/fixtures/claude/files.json (2026-07). When wrong: a file is listed as missing; the chat itself is kept.
 */
import type { Conversation, Message } from '@/utils/claude/conversation';
import type { SandboxFile } from '@/utils/claude/sandbox';

export interface NamedFile {
  /** uuid; of one that only the sandbox knows its path. One per conversation. */
  readonly fileId: string;
  /** As claude.ai names it, without a folder. */
  readonly name: string;
  readonly kind: 'upload' | 'image' | 'sandbox';
  /** Bytes; null when nobody says. */
  readonly announcedSize: number | null;
  /** In the sandbox; null when it isn't there. */
  readonly path: string | null;
  /** ISO 8601, as sent; null when nobody says. */
  readonly madeAt: string | null;
  /** Media type as sent; null when nobody says. Text for whatever Claude made. */
  readonly mediaType: string | null;
  /** A document that can be had as PDF. */
  readonly hasPdf: boolean;
}

type Loose = Readonly<Record<string, unknown>>;
const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.filter(isLoose) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const sizeOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;

/** Of an id that may stand in an address. */
const ID = /^[\w-]{1,64}$/;
/** Where uploads and results lie; what Claude writes elsewhere is gone with its sandbox. */
const SANDBOX = /^\/mnt\/user-data\/(uploads|outputs)\/[^\0]*[^/\0]$/;

/** The last part of a path. */
export const baseName = (path: string): string =>
  path
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/\p{Cc}/gu, '')
    .trim() || 'unnamed';

const FROM_SANDBOX = { kind: 'sandbox', announcedSize: null, madeAt: null, mediaType: null } as const;
const atPath = (path: string): NamedFile => ({
  ...FROM_SANDBOX,
  fileId: path,
  name: baseName(path),
  path,
  hasPdf: false,
});

/** Every file that any branch names, each once. */
export function filesNamedIn(conversation: Conversation): readonly NamedFile[] {
  const files = new Map<string, NamedFile>();
  const add = (file: NamedFile): void => {
    if (!files.has(file.fileId)) files.set(file.fileId, file);
  };
  for (const message of conversation.chat_messages) {
    for (const one of [...listOf(message.files_v2), ...listOf(message.files)]) named(one, add);
    for (const block of listOf(message.content)) inBlock(block, add);
  }
  const paths = new Set([...files.values()].filter(hasId).map((file) => file.path));
  return [...files.values()].filter((file) => hasId(file) || !paths.has(file.path));
}

const hasId = (file: NamedFile): boolean => file.fileId !== file.path;

type Add = (file: NamedFile) => void;

function named(file: Loose, add: Add): void {
  const id = textOf(file.file_uuid);
  const path = SANDBOX.test(textOf(file.path)) ? textOf(file.path) : null;
  if (!ID.test(id)) {
    if (path) add(atPath(path));
    return;
  }
  const isImage = file.file_kind === 'image';
  add({
    fileId: id,
    name: baseName(textOf(file.file_name) || (path ?? id)),
    kind: isImage ? 'image' : 'upload',
    announcedSize: sizeOf(file.size_bytes),
    path,
    madeAt: null, // its bytes don't change
    mediaType: null,
    hasPdf: isLoose(file.document_asset),
  });
}

function inBlock(block: Loose, add: Add): void {
  if (block.type === 'tool_use' && isLoose(block.input)) {
    const { filepaths } = block.input;
    const shown = block.name === 'present_files' && Array.isArray(filepaths) ? filepaths : [];
    for (const one of shown.map(textOf)) if (SANDBOX.test(one)) add(atPath(one));
  }
  if (block.type !== 'tool_result') return;
  for (const item of listOf(block.content)) {
    const id = textOf(item.file_uuid);
    if (item.type === 'image' && ID.test(id)) add(pictureOf(id));
  }
}

const pictureOf = (id: string): NamedFile => ({
  ...FROM_SANDBOX,
  fileId: id,
  name: `image-${id.split('-').at(-1)}`,
  kind: 'image',
  path: null,
  hasPdf: false,
});

/** Tools and files: what a chat of nothing but talk doesn't have, and needn't be asked about. */
export const mayHaveSandbox = (conversation: Conversation): boolean =>
  conversation.chat_messages.some(
    (message: Message) =>
      listOf(message.files_v2).length > 0 ||
      listOf(message.files).length > 0 ||
      listOf(message.content).some((block) => block.type === 'tool_use'),
  );

/** Both lists as one: a file that the chat names with an id and the sandbox with a path is the same. */
export function withSandbox(
  files: readonly NamedFile[],
  listed: readonly SandboxFile[],
): readonly NamedFile[] {
  const byPath = new Map(listed.map((one) => [one.path, one]));
  const known = files.map((file) => {
    const one = file.path === null ? undefined : byPath.get(file.path);
    byPath.delete(file.path ?? '');
    return one ? { ...file, announcedSize: one.size, madeAt: one.madeAt, mediaType: one.mediaType } : file;
  });
  const rest = [...byPath.values()].map(({ path, size, madeAt, mediaType }) => ({
    ...atPath(path),
    announcedSize: size,
    madeAt,
    mediaType,
  }));
  return [...known, ...rest];
}

export interface FilePlace {
  readonly address: string;
  /** False of what only stands in for it. */
  readonly isOriginal: boolean;
}

/** Where to ask, best first. */
export function placesOf(
  file: NamedFile,
  organizationId: string,
  conversationId: string,
): readonly FilePlace[] {
  const [org, chat] = [organizationId, conversationId].map(encodeURIComponent);
  const places: FilePlace[] = [];
  const add = (address: string, isOriginal: boolean) => places.push({ address, isOriginal });
  if (file.path !== null) {
    const query = `path=${encodeURIComponent(file.path)}`;
    add(`/api/organizations/${org}/conversations/${chat}/wiggle/download-file?${query}`, true);
  }
  if (!hasId(file)) return places;
  add(`/api/organizations/${org}/files/${file.fileId}/contents`, true);
  if (file.hasPdf) add(`/api/${org}/files/${file.fileId}/document_pdf`, /\.pdf$/i.test(file.name));
  add(`/api/${org}/files/${file.fileId}/preview`, false);
  return places;
}
