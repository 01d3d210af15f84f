import { unzipSync } from 'fflate';
import { messageCount, readConversationText } from '@/utils/claude/conversation';
import { MANIFEST_PATH, type Manifest, type ManifestFile, ManifestSchema } from '@/utils/export/manifest';
import { sha256 } from '@/utils/library/sha256';

/** What is wrong with one file of a backup, or with the backup itself. */
export interface Damage {
  readonly path: string;
  readonly what:
    | 'not-a-zip'
    | 'no-manifest'
    | 'missing'
    | 'changed'
    | 'unreadable'
    | 'wrong-count'
    | 'not-listed';
}

export interface Verification {
  /** How many files were read and hashed: a check that doesn't say so is worth little. */
  readonly checked: number;
  readonly damage: readonly Damage[];
  /** null when it can't be read. */
  readonly manifest: Manifest | null;
}

/** Reads a backup as a stranger would: opens it, hashes every file, and counts the messages of every conversation. */
export async function verifyBackup(zip: Uint8Array): Promise<Verification> {
  const files = open(zip);
  if (!files) return { checked: 0, damage: [{ path: '', what: 'not-a-zip' }], manifest: null };
  const manifest = readManifest(files[MANIFEST_PATH]);
  if (!manifest)
    return { checked: 0, damage: [{ path: MANIFEST_PATH, what: 'no-manifest' }], manifest: null };
  const checks = await Promise.all(manifest.files.map((file) => check(file, files[file.path])));
  const listed = new Set([MANIFEST_PATH, ...manifest.files.map((file) => file.path)]);
  const strangers = Object.keys(files).filter((path) => !listed.has(path));
  return {
    checked: checks.length,
    damage: [...checks.flat(), ...strangers.map((path): Damage => ({ path, what: 'not-listed' }))],
    manifest,
  };
}

type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

function open(zip: Uint8Array): Files | undefined {
  try {
    return unzipSync(zip) as Files;
  } catch {
    return undefined; // cut short, or something else altogether
  }
}

function readManifest(bytes: Uint8Array | undefined): Manifest | undefined {
  try {
    return ManifestSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}

/** Files of people's own may be JSON too. */
const isConversation = ({ kind, path }: ManifestFile): boolean =>
  kind === undefined ? path.endsWith('.json') : kind === 'conversation';

async function check(
  file: ManifestFile,
  bytes: Uint8Array<ArrayBuffer> | undefined,
): Promise<readonly Damage[]> {
  if (!bytes) return [{ path: file.path, what: 'missing' }];
  if ((await sha256(bytes)) !== file.sha256) return [{ path: file.path, what: 'changed' }];
  if (!isConversation(file)) return [];
  const parsed = readConversationText(new TextDecoder().decode(bytes));
  if (!parsed.ok) return [{ path: file.path, what: 'unreadable' }];
  return messageCount(parsed.value) === file.messageCount ? [] : [{ path: file.path, what: 'wrong-count' }];
}
