import { MANIFEST_PATH, type Manifest, type ManifestFile, ManifestSchema } from '@/utils/export/manifest';
import type { Intake } from '@/utils/library/import/import-intake-types';
import {
  counted,
  guarded,
  LIMITS,
  type Pieces,
  type ReadTools,
  readJson,
} from '@/utils/library/import/reading';
import { trouble, troubleOf } from '@/utils/library/import/trouble';
import { readDirectory, unpack, type ZipEntry } from '@/utils/library/import/zip';

/** Text packs to a fifth; what unpacks to hundreds of times its size was made to fill a memory or a disk. */
const MAX_RATIO = 200;
const MAX_RATIO_OF_ALL = 50;
const HARMLESS_BYTES = 100_000_000;
const HARMLESS_BYTES_OF_ALL = 1_000_000_000;

interface OpenZip {
  readonly file: File;
  readonly intake: Intake;
  readonly tools: ReadTools;
  /** By path; empty without a manifest. */
  readonly rows: ReadonlyMap<string, ManifestFile>;
  /** Where entries begin that have been read: several names for the same bytes are how a small ZIP becomes a huge one. */
  readonly taken: Set<number>;
  /** Bytes that may still be unpacked. */
  left: number;
}

/** Lifeline's own ZIP, or claude.ai's export: whatever in it holds chats, projects or their files. */
export async function readZip(file: File, intake: Intake, tools: ReadTools): Promise<void> {
  const entries = await readDirectory(file);
  if (!entries) throw trouble('cut-short');
  const manifest = await readManifest(file, entries);
  const rows = new Map(manifest?.files.map((row) => [row.path, row]));
  const left = Math.max(HARMLESS_BYTES_OF_ALL, MAX_RATIO_OF_ALL * file.size);
  const zip: OpenZip = { file, intake, tools, rows, taken: new Set(), left };
  for (const entry of entries) {
    tools.signal.throwIfAborted();
    const origin = { file: file.name, where: entry.path, row: rows.get(entry.path) };
    const kind = kindOf(entry.path, origin.row);
    if (kind === 'other') tools.passed(entry.packed);
    else await guarded(intake, origin, () => take(zip, entry, kind));
  }
  reportGaps(zip, entries, manifest);
}

/** Undefined when there is none that can be read. */
async function readManifest(file: File, entries: readonly ZipEntry[]): Promise<Manifest | undefined> {
  const entry = entries.find(({ path }) => path === MANIFEST_PATH);
  if (!entry || entry.size > LIMITS.maxBytes) return undefined;
  try {
    const text = new TextDecoder().decode(await joined(unpack(file, entry), entry.size));
    return ManifestSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (troubleOf(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type Kind = 'json' | 'file' | 'other';

/** By the manifest, or by the names that chats and projects have in every export; not inside of what came with a chat. */
function kindOf(path: string, row: ManifestFile | undefined): Kind {
  if (row?.kind === 'file') return 'file';
  if (row?.kind === 'rendering' || /(^|[/\\])files[/\\]/.test(path)) return 'other';
  if (row?.kind === 'project') return /^projects\/[^/]+\/project\.json$/.test(path) ? 'json' : 'other';
  const isPayload = /(^|[/\\])(conversations?|projects)\.json$/.test(path);
  return isPayload || /^projects\/([^/]+\/project|[0-9a-f-]{36})\.json$/.test(path) ? 'json' : 'other';
}

const isUnsafe = (path: string): boolean =>
  /(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[a-z]:|\0/i.test(path) || path.includes('\\');

async function take(zip: OpenZip, entry: ZipEntry, kind: 'json' | 'file'): Promise<void> {
  const { file, intake, tools, rows } = zip;
  if (isUnsafe(entry.path)) throw trouble('unsafe-name');
  if (zip.taken.has(entry.at)) throw trouble('changed');
  zip.taken.add(entry.at);
  zip.left -= entry.size;
  const isBomb = entry.size > Math.max(HARMLESS_BYTES, MAX_RATIO * entry.packed);
  if (isBomb || zip.left < 0) throw trouble('too-large');
  const share = entry.size === 0 ? 0 : entry.packed / entry.size;
  const pieces = counted(unpack(file, entry), (bytes) => tools.passed(bytes * share));
  const row = rows.get(entry.path);
  if (kind === 'json') {
    await readJson(pieces, intake, { file: file.name, where: entry.path, row }, tools.signal);
  } else if (row) {
    if (entry.size > LIMITS.maxBytes) throw trouble('too-large');
    await intake.file(await joined(pieces, entry.size), row);
  }
}

/** `size`: as the directory says, beyond which nothing is unpacked. */
async function joined(pieces: Pieces, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

/** What the manifest lists and the ZIP lacks; and a ZIP of ours without its last file, or of another part of claude.ai's export. */
function reportGaps(zip: OpenZip, entries: readonly ZipEntry[], manifest: Manifest | undefined): void {
  const { file, intake } = zip;
  const paths = new Set(entries.map(({ path }) => path));
  for (const row of manifest?.files ?? [])
    if (!paths.has(row.path)) intake.report('missing', { file: file.name, where: row.path });
  const isOurs = entries.some(({ path }) => /^conversations\/[^/]+\/conversation\.json$/.test(path));
  if (!manifest && isOurs) intake.report('no-manifest', { file: file.name, where: '' });
  const isOther = /^(users|login_history|memories)\.json$|^(memories|design_chats|frames)\//;
  const isRead = entries.some(({ path }) => kindOf(path, zip.rows.get(path)) !== 'other');
  if (!isRead && entries.some(({ path }) => isOther.test(path)))
    intake.report('no-chats', { file: file.name, where: '' });
}
