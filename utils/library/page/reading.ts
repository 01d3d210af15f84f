import { readConversationText } from '@/utils/claude/conversation';
import { mayHaveSandbox } from '@/utils/claude/files';
import { artifactHistories } from '@/utils/export/artifacts';
import { linesOf } from '@/utils/export/turns';
import type { LibraryDatabase } from '@/utils/library/database';
import { readEntry } from '@/utils/library/entries';
import type { OpenReading, Reading } from '@/utils/library/page/state';
import type { Snapshot } from '@/utils/library/types';

/** Which version of which chat. */
export interface ReadInput {
  readonly conversationId: string;
  /** How the hash of the version begins; null for the best one. */
  readonly version: string | null;
}

/** A chat in the form in which it is read. */
export async function readConversation(database: LibraryDatabase, input: ReadInput): Promise<Reading> {
  const { conversationId, version } = input;
  const entry = await readEntry(database, conversationId);
  if (!entry) return { state: 'gone' };
  const versions = (await database.getAllFromIndex('versions', 'conversationId', conversationId)).reverse();
  const snapshot = versions.find(({ hash }) => version !== null && hash.startsWith(version)) ?? entry.best;
  const facts = {
    snapshot,
    versions: versions.toSorted((a, b) => b.capturedAt - a.capturedAt),
    goneAt: entry.goneAt ?? null,
    isBest: isSame(snapshot, entry.best),
  };
  const pages = pagesOf(await database.get('objects', snapshot.hash));
  if (!pages) return { state: 'unreadable', ...facts };
  const projectId = snapshot.projectId ?? null;
  const [project, files] = await Promise.all([
    projectId === null ? undefined : database.get('projects', projectId),
    database.getAllFromIndex('files', 'conversationId', conversationId),
  ]);
  return { state: 'open', ...facts, ...pages, projectName: project?.name ?? null, files };
}

const isSame = (a: Snapshot, b: Snapshot): boolean => a.hash === b.hash && a.source === b.source;

type Pages = Pick<OpenReading, 'lines' | 'artifacts' | 'mayHaveFiles'>;

/** undefined: bytes that are no conversation, or nested beyond reading. */
function pagesOf(raw: Uint8Array | undefined): Pages | undefined {
  const parsed = readConversationText(new TextDecoder().decode(raw));
  if (!parsed.ok) return undefined;
  try {
    const { value } = parsed;
    return {
      lines: linesOf(value),
      artifacts: artifactHistories(value),
      mayHaveFiles: mayHaveSandbox(value),
    };
  } catch {
    return undefined;
  }
}
