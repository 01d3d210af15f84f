import { type Conversation, readConversationText } from '@/utils/claude/conversation';
import { missingText } from '@/utils/export/fidelity';
import { textOf } from '@/utils/export/fields';
import { compare } from '@/utils/export/file-names';
import type { BackupProblem } from '@/utils/export/manifest';
import { distinctNames, safeName } from '@/utils/export/safe-name';
import { filesOf } from '@/utils/export/turns';
import type { ExportFormat, Surroundings } from '@/utils/export/types';
import { sha256 } from '@/utils/library/sha256';
import type { Shelves } from '@/utils/library/shelves';
import type { Snapshot, StoredFile } from '@/utils/library/types';
import type { Packed } from '@/utils/library/zip/parts';

export type Shelf = Pick<Shelves, 'filesOf' | 'readObject'>;
type Bytes = Uint8Array<ArrayBuffer>;
type Row = Packed['row'];
type Report = (kind: BackupProblem['kind'], why: string) => void;

export interface ChatPlace {
  /** In the ZIP, such as `conversations/title-4a9c0d3e5f71`. */
  readonly folder: string;
  /** The readable formats, with the path of each. */
  readonly formats: readonly { readonly format: ExportFormat; readonly path: string }[];
  readonly around: Surroundings;
}

/** A conversation as files, one after the other. What can't be had is reported, and never stops the rest. */
export async function* packChat(
  shelf: Shelf,
  snapshot: Snapshot,
  { bytes, files }: StoredChat,
  place: ChatPlace,
  report: Report,
): AsyncGenerator<Packed> {
  const { folder } = place;
  const rowOf = (path: string, kind: Row['kind']): Row => rowFor(snapshot, path, kind);
  if (!bytes) return report('damaged', 'the stored payload is gone');
  const hash = await sha256(bytes);
  const { renderings, named } = readable(bytes, place, report);
  yield { bytes, row: rowOf(`${folder}/conversation.json`, 'conversation'), sha256: hash };
  for (const { path, text } of renderings) yield { bytes: text, row: rowOf(path, 'rendering') };
  if (hash !== snapshot.hash) report('damaged', 'the stored payload has changed since it was captured');
  if (!snapshot.whole) report('partial', `captured from ${snapshot.source}`);
  yield* packFiles(shelf, snapshot, folder, { files, named }, report);
}

/** What the library has of a chat. */
export interface StoredChat {
  readonly bytes: Bytes | undefined;
  readonly files: readonly StoredFile[];
}

export async function readChat(shelf: Shelf, snapshot: Snapshot): Promise<StoredChat> {
  const files = shelf.filesOf(snapshot.conversationId).catch(() => []);
  return { bytes: await readObject(shelf, snapshot.hash), files: await files };
}

interface Readable {
  readonly renderings: readonly { readonly path: string; readonly text: Bytes }[];
  readonly named: readonly NamedFile[];
}

/** In one stretch, without waiting: else the whole tree of every chat would stay until the browser clears up. */
function readable(bytes: Bytes, { formats, around }: ChatPlace, report: Report): Readable {
  const raw = new TextDecoder().decode(bytes);
  const parsed = readConversationText(raw);
  if (!parsed.ok) {
    report('unreadable', parsed.error);
    return { renderings: [], named: [] };
  }
  const conversation = parsed.value;
  const renderings = formats.flatMap(({ format, path }) => {
    const text = renderedText(conversation, raw, format, around, report);
    return text === undefined ? [] : [{ path, text: new TextEncoder().encode(text) }];
  });
  return { renderings, named: namedFiles(conversation) };
}

const readObject = (shelf: Shelf, hash: string): Promise<Bytes | undefined> =>
  shelf.readObject(hash).catch(() => undefined);

const rowFor = (snapshot: Snapshot, path: string, kind: Row['kind']): Row => ({
  path,
  kind,
  conversationId: snapshot.conversationId,
  source: snapshot.source,
  whole: snapshot.whole,
  messageCount: snapshot.messageCount,
  capturedAt: new Date(snapshot.capturedAt).toISOString(),
});

/** One format, weighed: what it lacks is said. One chat that can't be rendered must not cost the others their place. */
export function renderedText(
  conversation: Conversation,
  raw: string,
  format: ExportFormat,
  around: Surroundings,
  report: Report,
): string | undefined {
  try {
    const text = format.render(conversation, raw, around);
    const lost = missingText(conversation, text, format).length;
    if (lost > 0)
      report(
        'text-missing',
        `${lost} texts of conversation.json are not in conversation.${format.extension}`,
      );
    return text;
  } catch {
    report('unreadable', `no conversation.${format.extension}: the payload is nested too deeply`);
    return undefined;
  }
}

async function* packFiles(
  shelf: Shelf,
  snapshot: Snapshot,
  folder: string,
  { files: known, named }: Pick<StoredChat, 'files'> & Pick<Readable, 'named'>,
  report: Report,
): AsyncGenerator<Packed> {
  const stored = known.filter(({ hash }) => hash !== null).toSorted((a, b) => compare(a.fileId, b.fileId));
  const names = distinctNames(stored.map((file) => safeName(file.name)));
  const lost: string[] = [];
  for (const [index, file] of stored.entries()) {
    const bytes = await readObject(shelf, file.hash ?? '');
    if (!bytes) lost.push(file.name);
    else yield { bytes, row: fileRow(snapshot, file, `${folder}/files/${names[index]}`) };
  }
  if (lost.length > 0) report('damaged', `files that are gone: ${lost.join(', ')}`);
  const missing = missingFiles(named, known);
  if (missing.length > 0) report('files-not-included', missing.join(', '));
}

const fileRow = (snapshot: Snapshot, file: StoredFile, path: string): Row => ({
  ...rowFor(snapshot, path, 'file'),
  fileId: file.fileId,
  name: file.name,
  fileKind: file.kind,
  ...(file.mediaType && { mediaType: file.mediaType }),
  source: 'api',
  whole: file.problem === null,
  capturedAt: new Date(file.capturedAt).toISOString(),
});

/** A file as a payload names it. */
interface NamedFile {
  readonly ids: readonly string[];
  readonly name: string;
}

const namedFiles = ({ chat_messages: messages }: Conversation): readonly NamedFile[] =>
  messages.flatMap(filesOf).map((file) => ({
    ids: [textOf(file.file_uuid), textOf(file.path)],
    name: textOf(file.file_name) || 'unnamed',
  }));

/** Named in the payload or on the shelf, but without their bytes. */
function missingFiles(named: readonly NamedFile[], known: readonly StoredFile[]): readonly string[] {
  const had = new Set(
    known.filter(({ hash }) => hash !== null).flatMap(({ fileId, name }) => [fileId, name]),
  );
  const absent = named
    .filter(({ ids, name }) => !had.has(name) && !ids.some((id) => had.has(id)))
    .map(({ name }) => name);
  const failed = known.filter(({ hash }) => hash === null);
  const isFailed = new Set(failed.map(({ name }) => name));
  const neverAsked = absent.filter((name) => !isFailed.has(name));
  return [...new Set([...neverAsked, ...failed.map(({ name, problem }) => `${name}: ${problem}`)])];
}
