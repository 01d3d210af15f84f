import { compare, folderNames } from '@/utils/export/file-names';
import type { BackupProblem } from '@/utils/export/manifest';
import type { NoteLink, Surroundings } from '@/utils/export/types';
import type { Shelves } from '@/utils/library/shelves';
import type { LibraryStore } from '@/utils/library/store';
import type { Project, Snapshot } from '@/utils/library/types';
import type { Shelf } from '@/utils/library/zip/chat';
import type { ExportDisk } from '@/utils/library/zip/disk';
import type { ExportInput, ExportProgress } from '@/utils/library/zip/export-types';
import { projectName } from '@/utils/library/zip/projects';

export interface ExportEdges {
  readonly store: Pick<LibraryStore, 'latest' | 'list'>;
  readonly shelf: Shelf & Pick<Shelves, 'projects'>;
  readonly disk: ExportDisk;
  readonly report: (progress: ExportProgress) => void;
  readonly signal?: AbortSignal;
}

/** Everything of one export that is known before the first byte. */
export interface Plan {
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

export async function makePlan(edges: ExportEdges, input: ExportInput): Promise<Plan> {
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

export const noteOf = (project: Project): NoteLink => ({ note: projectName(project), title: project.name });

/** What a chat's own payload doesn't say. */
export function surroundings({ projects, names, siblings }: Plan, snapshot: Snapshot): Surroundings {
  const project = projects.find(({ id }) => id === snapshot.projectId);
  if (!project) return { project: null, siblings: [] };
  const own = names.get(snapshot.conversationId);
  return {
    project: noteOf(project),
    siblings: siblings.get(project.id)?.filter(({ note }) => note !== own) ?? [],
  };
}
