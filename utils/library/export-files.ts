import { readConversationText } from '@/utils/claude/conversation';
import { backupNames, compare, folderNames } from '@/utils/export/file-names';
import type { BackupProblem } from '@/utils/export/manifest';
import { markdown } from '@/utils/export/markdown';
import { projectNote } from '@/utils/export/obsidian';
import { EXPORT_FORMATS } from '@/utils/export/registry';
import type { ExportFormat, NoteLink, Surroundings } from '@/utils/export/types';
import { type ChatPlace, packChat, renderedText, type Shelf } from '@/utils/library/export-chat';
import type { ExportDisk } from '@/utils/library/export-disk';
import { createLists } from '@/utils/library/export-lists';
import { createParts, type Packed, type Parts } from '@/utils/library/export-parts';
import { packProjects, projectName } from '@/utils/library/export-projects';
import type { ExportedFile, ExportInput, ExportOutput, ExportProgress } from '@/utils/library/export-types';
import type { Shelves } from '@/utils/library/shelves';
import type { LibraryStore } from '@/utils/library/store';
import type { Project, Snapshot } from '@/utils/library/types';

export interface ExportEdges {
  readonly store: Pick<LibraryStore, 'latest' | 'list'>;
  readonly shelf: Shelf & Pick<Shelves, 'projects'>;
  readonly disk: ExportDisk;
  readonly report: (progress: ExportProgress) => void;
  readonly signal?: AbortSignal;
}

/** Browsers and systems that take no more than 2 GB in a file are still about. */
const MAX_PART_BYTES = 2_000_000_000;

/** Everything of one export that is known before the first byte. */
interface Plan {
  readonly edges: ExportEdges;
  readonly input: ExportInput;
  /** By the names of their folders. */
  readonly snapshots: readonly Snapshot[];
  /** Of conversations, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly projects: readonly Project[];
  /** By the id of their project. */
  readonly siblings: ReadonlyMap<string, readonly NoteLink[]>;
  readonly problems: BackupProblem[];
  /** Epoch ms of the newest snapshot. */
  readonly madeAt: number;
}

/** The best version of each conversation as files: of the same state the same bytes. What can't be put in is named. */
export async function exportFiles(edges: ExportEdges, input: ExportInput): Promise<ExportOutput> {
  const plan = await makePlan(edges, input);
  const format = EXPORT_FORMATS.find(({ id }) => id === input.format);
  const [only, ...others] = plan.snapshots;
  const isOne = format && input.ids !== null && only && others.length === 0;
  const files = isOne ? await oneFile(plan, only, format) : await zipFiles(plan, format);
  return { files, conversations: plan.snapshots.length, problems: plan.problems };
}

async function makePlan(edges: ExportEdges, input: ExportInput): Promise<Plan> {
  const { ids, problems: known = [] } = input;
  const wanted = ids && [...new Set(ids)];
  const all = wanted
    ? await Promise.all(wanted.map((id) => edges.store.latest(id)))
    : await edges.store.list();
  const snapshots = all.filter((snapshot) => snapshot !== undefined);
  const names = folderNames(snapshots);
  const nameOf = ({ conversationId }: Snapshot): string => names.get(conversationId) ?? '';
  const inOrder = snapshots.toSorted((a, b) => compare(nameOf(a), nameOf(b)));
  const named = new Set([...snapshots, ...known].map((one) => one.conversationId));
  const absent = (wanted ?? []).filter((id) => !named.has(id));
  return {
    edges,
    input,
    snapshots: inOrder,
    names,
    projects: await edges.shelf.projects(),
    siblings: siblingsOf(inOrder, nameOf),
    madeAt: inOrder.reduce((latest, one) => Math.max(latest, one.capturedAt), 0) || input.now,
    problems: [
      ...known,
      ...absent.map(
        (conversationId): BackupProblem => ({
          conversationId,
          title: '',
          kind: 'not-captured',
          why: 'not in the library',
        }),
      ),
    ],
  };
}

function siblingsOf(snapshots: readonly Snapshot[], nameOf: (snapshot: Snapshot) => string) {
  const siblings = new Map<string, NoteLink[]>();
  for (const snapshot of snapshots) {
    const links = siblings.get(snapshot.projectId ?? '') ?? [];
    links.push({ note: nameOf(snapshot), title: snapshot.title });
    siblings.set(snapshot.projectId ?? '', links);
  }
  return siblings;
}

const noteOf = (project: Project): NoteLink => ({ note: projectName(project), title: project.name });

const reporter =
  ({ problems }: Plan, { conversationId, title }: Snapshot) =>
  (kind: BackupProblem['kind'], why: string): void => {
    problems.push({ conversationId, title, kind, why });
  };

/** A chat of its own in one format: no ZIP, no manifest. */
async function oneFile(
  plan: Plan,
  snapshot: Snapshot,
  format: ExportFormat,
): Promise<readonly ExportedFile[]> {
  const { shelf, report } = plan.edges;
  const name = `${plan.names.get(snapshot.conversationId)}.${format.extension}`;
  const bytes = await shelf.readObject(snapshot.hash);
  const raw = new TextDecoder().decode(bytes);
  const parsed = readConversationText(raw);
  const tell = reporter(plan, snapshot);
  report({ done: 1, total: 1 });
  if (!bytes) tell('damaged', 'the stored payload is gone');
  else if (format.id === 'json') return [{ name, blob: new Blob([bytes], { type: format.mediaType }) }];
  else if (!parsed.ok) tell('unreadable', parsed.error);
  const text = parsed.ok && renderedText(parsed.value, raw, format, surroundings(plan, snapshot), tell);
  return text ? [{ name, blob: new Blob([text], { type: `${format.mediaType};charset=utf-8` }) }] : [];
}

async function zipFiles(plan: Plan, extra: ExportFormat | undefined): Promise<readonly ExportedFile[]> {
  const { edges, input, projects, problems, madeAt } = plan;
  const { extensionVersion, now, maxPartBytes = MAX_PART_BYTES } = input;
  const parts = createParts(edges.disk, { extensionVersion, madeAt, maxPartBytes });
  try {
    await addChats(plan, parts, extra);
    if (input.ids === null)
      for await (const file of packProjects(edges.shelf, projects, (problem) => problems.push(problem)))
        await parts.add(file);
    const blobs = await parts.finish(problems);
    const names = backupNames(now, blobs.length);
    return blobs.map((blob, index) => ({ name: names[index] ?? '', blob }));
  } catch (error) {
    await parts.drop().catch(() => undefined);
    throw error;
  }
}

async function addChats(plan: Plan, parts: Parts, extra: ExportFormat | undefined): Promise<void> {
  const { edges, snapshots } = plan;
  const lists = extra?.id === 'json' ? createLists() : undefined;
  for (const [index, snapshot] of snapshots.entries()) {
    edges.signal?.throwIfAborted();
    const place = placeOf(plan, snapshot, extra);
    for await (const file of packChat(edges.shelf, snapshot, place, reporter(plan, snapshot))) {
      await parts.add(file);
      const list = lists && isReadable(file) ? lists.add(file.bytes, snapshot.capturedAt) : undefined;
      if (list) await parts.add(list);
    }
    edges.report({ done: index + 1, total: snapshots.length });
  }
  const list = lists?.rest();
  if (list) await parts.add(list);
  if (extra?.id === 'obsidian') for (const note of projectNotes(plan)) await parts.add(note);
}

/** Of the projects that have chats in it. */
function projectNotes({ projects, siblings, madeAt }: Plan): readonly Packed[] {
  return projects
    .toSorted((a, b) => compare(a.id, b.id))
    .flatMap((project) => {
      const chats = siblings.get(project.id) ?? [];
      if (chats.length === 0) return [];
      const link = noteOf(project);
      const about = { kind: 'rendering', conversationId: '', projectId: project.id, source: 'api' } as const;
      const capturedAt = new Date(madeAt).toISOString();
      const row = { ...about, path: `obsidian/${link.note}.md`, whole: true, messageCount: 0, capturedAt };
      return [{ bytes: new TextEncoder().encode(projectNote(link, chats)), row }];
    });
}

/** One that isn't would spoil the list. */
const isReadable = ({ bytes, row }: Packed): boolean =>
  row.kind === 'conversation' && readConversationText(new TextDecoder().decode(bytes)).ok;

/** The readable copy is Markdown in every backup; another format stands beside it, the notes of a vault in a folder together. */
function placeOf(plan: Plan, snapshot: Snapshot, extra: ExportFormat | undefined): ChatPlace {
  const name = plan.names.get(snapshot.conversationId) ?? '';
  const folder = `conversations/${name}`;
  const beside = (format: ExportFormat) => ({ format, path: `${folder}/conversation.${format.extension}` });
  const isMore = extra && extra.id !== 'json' && extra.id !== 'markdown';
  const more = isMore
    ? [extra.id === 'obsidian' ? { format: extra, path: `obsidian/${name}.md` } : beside(extra)]
    : [];
  return { folder, formats: [beside(markdown), ...more], around: surroundings(plan, snapshot) };
}

function surroundings({ projects, names, siblings }: Plan, snapshot: Snapshot): Surroundings {
  const project = projects.find(({ id }) => id === snapshot.projectId);
  if (!project) return { project: null, siblings: [] };
  const own = names.get(snapshot.conversationId);
  return {
    project: noteOf(project),
    siblings: siblings.get(project.id)?.filter(({ note }) => note !== own) ?? [],
  };
}
