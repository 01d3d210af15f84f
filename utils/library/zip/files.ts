import { readConversationText } from '@/utils/claude/conversation';
import { backupNames, compare } from '@/utils/export/file-names';
import type { BackupProblem } from '@/utils/export/manifest';
import { markdown } from '@/utils/export/markdown';
import { projectNote } from '@/utils/export/obsidian';
import { EXPORT_FORMATS } from '@/utils/export/registry';
import type { ExportFormat } from '@/utils/export/types';
import { clearingUp } from '@/utils/library/memory-pressure';
import type { Snapshot } from '@/utils/library/types';
import { type ChatPlace, packChat, readChat, renderedText } from '@/utils/library/zip/chat';
import type { ExportedFile, ExportInput, ExportOutput } from '@/utils/library/zip/export-types';
import { createLists } from '@/utils/library/zip/lists';
import { createParts, type Packed, type Parts } from '@/utils/library/zip/parts';
import { type ExportEdges, makePlan, noteOf, type Plan, surroundings } from '@/utils/library/zip/plan';
import { packProjects } from '@/utils/library/zip/projects';

/** Browsers and systems that take no more than 2 GB in a file are still about. */
const MAX_PART_BYTES = 2_000_000_000;

/** The best version of each conversation as files: of the same state the same bytes. What can't be put in is named. */
export async function exportFiles(edges: ExportEdges, input: ExportInput): Promise<ExportOutput> {
  const plan = await makePlan(edges, input);
  const format = EXPORT_FORMATS.find(({ id }) => id === input.format);
  const [only, ...others] = plan.snapshots;
  const isOne = format && input.ids !== null && only && others.length === 0;
  const files = isOne ? await oneFile(plan, only, format) : await zipFiles(plan, format);
  return { files, conversations: plan.snapshots.length, problems: plan.problems };
}

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
  const { bytes } = await readChat(shelf, snapshot);
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
  const read = (index: number) => snapshots[index] && readChat(edges.shelf, snapshots[index]);
  let next = read(0);
  const clear = clearingUp();
  for (const [index, snapshot] of snapshots.entries()) {
    edges.signal?.throwIfAborted();
    const stored = (await next) ?? { bytes: undefined, files: [] };
    next = read(index + 1); // comes while this one is being packed
    const place = placeOf(plan, snapshot, extra);
    for await (const file of packChat(edges.shelf, snapshot, stored, place, reporter(plan, snapshot))) {
      await parts.add(file);
      const list = lists && isReadable(file) ? lists.add(file.bytes, snapshot.capturedAt) : undefined;
      if (list) await parts.add(list);
    }
    clear();
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
