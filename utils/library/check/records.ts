import type { CheckDamage, CheckOutput } from '@/utils/library/check/check-types';
import type { Entry, LibraryDatabase } from '@/utils/library/database';
import { isEntry } from '@/utils/library/entries';
import type { Project, Snapshot, StoredFile } from '@/utils/library/types';

/** Whose bytes an object holds. */
type Owner = Omit<CheckDamage, 'what'>;

/** One object as a record names it. */
export interface NamedObject extends Owner {
  /** Bytes, as recorded; null when the record doesn't say. */
  readonly size: number | null;
}

export interface CheckRecords {
  /** Of one owner, each object once. */
  readonly named: readonly NamedObject[];
  readonly counts: Pick<CheckOutput, 'conversations' | 'versions' | 'projects' | 'files'>;
  /** Records that don't fit together. */
  readonly damage: readonly CheckDamage[];
}

/** Everything that names bytes, from one moment. `conversationId`: of one chat only. */
export async function readRecords(database: LibraryDatabase, conversationId?: string): Promise<CheckRecords> {
  const transaction = database.transaction(['conversations', 'versions', 'projects', 'files']);
  const versionStore = transaction.objectStore('versions').index('conversationId');
  const [entries, versions, keys, projects, files] = await Promise.all([
    transaction.objectStore('conversations').getAll(conversationId),
    versionStore.getAll(conversationId),
    versionStore.getAllKeys(conversationId),
    conversationId === undefined ? transaction.objectStore('projects').getAll() : [],
    transaction.objectStore('files').index('conversationId').getAll(conversationId),
  ]);
  const named = [...versions.map(ofVersion), ...projects.flatMap(ofProject), ...files.flatMap(ofFile)];
  const byKey = new Map(versions.map((version, index) => [keys[index] ?? -1, version]));
  return {
    named: [...new Map(named.map((one) => [`${one.kind} ${one.id} ${one.hash}`, one])).values()],
    counts: {
      conversations: entries.length,
      versions: versions.length,
      projects: projects.length,
      files: files.length,
    },
    damage: entries.flatMap((entry) => withoutVersion(entry, byKey)),
  };
}

const ofVersion = ({ conversationId, title, hash, capturedAt, size }: Snapshot): NamedObject => ({
  kind: 'conversation',
  id: conversationId,
  title,
  hash,
  capturedAt,
  size,
});

const ofProject = ({ id, name, earlier = [], ...now }: Project): readonly NamedObject[] =>
  [...earlier, now].map(({ hash, capturedAt }) => ({
    kind: 'project',
    id,
    title: name,
    hash,
    capturedAt,
    size: null,
  }));

/** What stood there before is kept too. */
const ofFile = ({ conversationId, name, earlier = [], ...now }: StoredFile): readonly NamedObject[] =>
  [...earlier, now].flatMap(({ hash, capturedAt, size }) =>
    hash === null ? [] : [{ kind: 'file' as const, id: conversationId, title: name, hash, capturedAt, size }],
  );

const LOST: CheckDamage = {
  what: 'no-version',
  kind: 'conversation',
  id: '',
  title: '',
  hash: '',
  capturedAt: 0,
};

/** The list shows a version by its key; without it, the chat would seem to be there and could not be opened. */
function withoutVersion(entry: Entry, versions: ReadonlyMap<number, Snapshot>): readonly CheckDamage[] {
  const { conversationId, bestKey, best } = entry;
  if (!isEntry(entry)) return [{ ...LOST, id: conversationId }];
  if (versions.get(bestKey)?.hash === best.hash) return [];
  const { title, hash, capturedAt } = best;
  return [{ what: 'no-version', kind: 'conversation', id: conversationId, title, hash, capturedAt }];
}
