import { listOrganizations, type Persist } from '@/utils/claude/client';
import type { ClientError, Fetch } from '@/utils/claude/client-answer';
import { type Conversation, readConversationText } from '@/utils/claude/conversation';
import { filesNamedIn, mayHaveSandbox, type NamedFile, withSandbox } from '@/utils/claude/files';
import { listSandbox } from '@/utils/claude/sandbox';
import { artifactFiles } from '@/utils/library/files/artifacts';
import { STOPPING } from '@/utils/library/files/fetch';
import {
  type FileJob,
  type FileOptions,
  fetchAll,
  type MissingFile,
  missingOf,
  save,
} from '@/utils/library/files/job';
import type { Shelves } from '@/utils/library/shelves';
import type { LibraryStore } from '@/utils/library/store';
import type { Snapshot, StoredFile } from '@/utils/library/types';

export interface FileEdges {
  readonly fetch: Fetch;
  readonly store: Pick<LibraryStore, 'latest' | 'readRaw'>;
  readonly shelves: Pick<Shelves, 'saveFile' | 'filesOf' | 'filesFrom' | 'noteFilesFrom'>;
  /** Epoch ms. */
  readonly now: () => number;
  /** How a failed request is tried again; by default it isn't. */
  readonly persist?: Persist;
  readonly signal?: AbortSignal;
}

export interface FilesCaptured {
  readonly kept: readonly StoredFile[];
  readonly missing: readonly MissingFile[];
  /** Why nothing more was asked for; null when everything was. */
  readonly stoppedBy: FileJob['stoppedBy'];
  /** Why the sandbox's own list could not be read, so that more may be missing; null when nothing is. */
  readonly unlisted: ClientError | null;
}

const NOTHING: FilesCaptured = { kept: [], missing: [], stoppedBy: null, unlisted: null };

/**
 * Keeps the bytes of every file of a stored conversation, as far as they can be had, and names the rest; nothing that a
 * server says makes it throw. Asks for nothing when all was had of this very payload before.
 */
export async function captureFiles(
  edges: FileEdges,
  conversationId: string,
  options: FileOptions = {},
): Promise<FilesCaptured> {
  const { store, shelves } = edges;
  const snapshot = await store.latest(conversationId);
  if (!snapshot) return NOTHING;
  const onShelf = await shelves.filesOf(conversationId);
  if (!options.again && !options.anew && (await shelves.filesFrom(conversationId)) === snapshot.hash)
    return had(onShelf);
  const conversation = await readPayload(edges, snapshot);
  if (!conversation) return had(onShelf);
  const job = await begin(edges, snapshot, options, onShelf);
  for (const { bytes, facts } of artifactFiles(conversation)) await save(job, bytes, facts);
  const { files, unlisted } = await listFiles(job, conversation);
  await fetchAll(job, files);
  const { kept, missing, stoppedBy, isOpen } = job;
  const isDone = stoppedBy === null && unlisted === null && !isOpen;
  if (isDone) await shelves.noteFilesFrom(conversationId, snapshot.hash);
  return { kept, missing, stoppedBy, unlisted };
}

const had = (files: readonly StoredFile[]): FilesCaptured => ({
  ...NOTHING,
  kept: files.filter(({ hash }) => hash !== null),
  missing: files.filter(({ hash }) => hash === null).map(missingOf),
});

async function readPayload({ store }: FileEdges, { hash }: Snapshot): Promise<Conversation | undefined> {
  const raw = await store.readRaw(hash);
  const parsed = readConversationText(new TextDecoder().decode(raw));
  return parsed.ok ? parsed.value : undefined;
}

async function begin(
  edges: FileEdges,
  { conversationId, organizationId }: Snapshot,
  options: FileOptions,
  onShelf: readonly StoredFile[],
): Promise<FileJob> {
  const { fetch, signal, now, shelves, persist = (ask) => ask() } = edges;
  // An imported conversation doesn't say where it belongs.
  const isHomeless = organizationId === null;
  const all = isHomeless ? await persist(() => listOrganizations(fetch, { signal })) : undefined;
  const homes = all?.ok ? all.value.map((one) => one.id) : [];
  return {
    fetch,
    persist,
    signal,
    saveFile: shelves.saveFile,
    now,
    options,
    conversationId,
    organizationIds: isHomeless ? homes : [organizationId],
    before: new Map(onShelf.map((file) => [file.fileId, file])),
    kept: [],
    missing: [],
    bytes: 0,
    isOpen: false,
    stoppedBy: all && !all.ok ? all.error : null,
  };
}

/** What the chat names, and what only its sandbox knows. */
async function listFiles(
  job: FileJob,
  conversation: Conversation,
): Promise<{ readonly files: readonly NamedFile[]; readonly unlisted: ClientError | null }> {
  const files = filesNamedIn(conversation);
  if (job.stoppedBy !== null || !mayHaveSandbox(conversation)) return { files, unlisted: null };
  const { fetch, persist, signal, conversationId } = job;
  for (const id of job.organizationIds) {
    const listed = await persist(() => listSandbox(fetch, id, conversationId, { signal }));
    if (listed.ok) return { files: withSandbox(files, listed.value), unlisted: null };
    if (listed.error === 'not-found') continue; // no sandbox, or not any more
    if (STOPPING.includes(listed.error)) job.stoppedBy = listed.error;
    return { files, unlisted: listed.error };
  }
  return { files, unlisted: null };
}
