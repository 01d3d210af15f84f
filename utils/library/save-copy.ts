import { readConversationText } from '@/utils/claude/conversation';
import { missingText } from '@/utils/export/fidelity';
import { backupName, compare, folderNames } from '@/utils/export/file-names';
import { type BackupProblem, MANIFEST_PATH, type ManifestFile, makeManifest } from '@/utils/export/manifest';
import { markdown } from '@/utils/export/markdown';
import { filesOf } from '@/utils/export/turns';
import { createZip } from '@/utils/export/zip';
import { sha256 } from '@/utils/library/sha256';
import type { LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';

export interface SaveCopyFacts {
  readonly extensionVersion: string;
  /** Epoch ms; names the file. */
  readonly now: number;
  /** What is known to have failed before, such as conversations that could not be captured. */
  readonly problems?: readonly BackupProblem[];
}

export interface SavedCopy {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A ZIP of the best version of each conversation. What can't be put in is named in the manifest, and never stops the rest. */
export async function zipOf(
  store: Pick<LibraryStore, 'latest' | 'readRaw'>,
  conversationIds: readonly string[],
  { extensionVersion, now, problems: known = [] }: SaveCopyFacts,
): Promise<SavedCopy> {
  const snapshots = await findAll(store, conversationIds);
  const folders = folderNames(snapshots);
  const inOrder = snapshots.toSorted((a, b) => compare(folderOf(folders, a), folderOf(folders, b)));
  const zip = createZip();
  const files: ManifestFile[] = [];
  const problems = [...known, ...missing(conversationIds, snapshots, known)];
  for (const snapshot of inOrder) {
    const packed = await pack(store, snapshot, folderOf(folders, snapshot));
    for (const { file, bytes } of packed.files) {
      zip.add(file.path, bytes);
      files.push(file);
    }
    problems.push(...packed.problems);
    await nextTask(); // keeps the page alive between two conversations
  }
  const madeAt = snapshots.length > 0 ? Math.max(...snapshots.map((one) => one.capturedAt)) : now;
  const manifest = makeManifest({ extensionVersion, madeAt, files, problems });
  zip.add(MANIFEST_PATH, encode(`${JSON.stringify(manifest, null, 2)}\n`));
  return { name: backupName(now), bytes: zip.finish() };
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const folderOf = (folders: ReadonlyMap<string, string>, { conversationId }: Snapshot): string =>
  `conversations/${folders.get(conversationId)}`;

async function findAll(
  store: Pick<LibraryStore, 'latest'>,
  ids: readonly string[],
): Promise<readonly Snapshot[]> {
  const snapshots = await Promise.all([...new Set(ids)].map((id) => store.latest(id)));
  return snapshots.filter((snapshot) => snapshot !== undefined);
}

function missing(
  ids: readonly string[],
  found: readonly Snapshot[],
  known: readonly BackupProblem[],
): readonly BackupProblem[] {
  const named = new Set([...found, ...known].map((one) => one.conversationId));
  return [...new Set(ids)]
    .filter((id) => !named.has(id))
    .map((conversationId) => ({
      conversationId,
      title: '',
      kind: 'not-captured',
      why: 'not in the library',
    }));
}

interface Packed {
  readonly files: readonly { readonly file: ManifestFile; readonly bytes: Uint8Array<ArrayBuffer> }[];
  readonly problems: readonly BackupProblem[];
}

async function pack(
  store: Pick<LibraryStore, 'readRaw'>,
  snapshot: Snapshot,
  folder: string,
): Promise<Packed> {
  const problems: BackupProblem[] = [];
  const report = (kind: BackupProblem['kind'], why: string) =>
    problems.push({ conversationId: snapshot.conversationId, title: snapshot.title, kind, why });
  const bytes = await store.readRaw(snapshot.hash);
  if (!bytes) {
    report('damaged', 'the stored payload is gone');
    return { files: [], problems };
  }
  const rendered = [{ path: `${folder}/conversation.json`, bytes }, ...readable(bytes, folder, report)];
  if ((await sha256(bytes)) !== snapshot.hash)
    report('damaged', 'the stored payload has changed since it was captured');
  if (!snapshot.whole) report('partial', `captured from ${snapshot.source}`);
  const files = rendered.map(async (one) => ({
    bytes: one.bytes,
    file: await describe(one.path, one.bytes, snapshot),
  }));
  return { files: await Promise.all(files), problems };
}

type Report = (kind: BackupProblem['kind'], why: string) => void;

/** Every format but the raw payload. */
function readable(bytes: Uint8Array<ArrayBuffer>, folder: string, report: Report) {
  const raw = new TextDecoder().decode(bytes);
  const parsed = readConversationText(raw);
  if (!parsed.ok) {
    report('unreadable', parsed.error);
    return [];
  }
  const names = parsed.value.chat_messages
    .flatMap(filesOf)
    .map((file) => String(file.file_name ?? 'unnamed'));
  if (names.length > 0) report('files-not-included', [...new Set(names)].join(', '));
  return [markdown].flatMap(({ extension, render }) => {
    const text = rendered(() => render(parsed.value));
    if (text === undefined) {
      report('unreadable', `no conversation.${extension}: the payload is nested too deeply`);
      return [];
    }
    const lost = missingText(parsed.value, text).length;
    if (lost > 0)
      report('text-missing', `${lost} texts of conversation.json are not in conversation.${extension}`);
    return [{ path: `${folder}/conversation.${extension}`, bytes: encode(text) }];
  });
}

/** One chat that can't be rendered must not cost the others their place in the ZIP. */
function rendered(render: () => string): string | undefined {
  try {
    return render();
  } catch {
    return undefined;
  }
}

const describe = async (
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  snapshot: Snapshot,
): Promise<ManifestFile> => ({
  path,
  sha256: await sha256(bytes),
  size: bytes.byteLength,
  conversationId: snapshot.conversationId,
  source: snapshot.source,
  whole: snapshot.whole,
  messageCount: snapshot.messageCount,
  capturedAt: new Date(snapshot.capturedAt).toISOString(),
});
