import { isLoose, listOf, textOf } from '@/utils/export/fields';
import { compare, lastGroup, slug } from '@/utils/export/file-names';
import type { BackupProblem } from '@/utils/export/manifest';
import { distinctNames, safeName } from '@/utils/export/safe-name';
import type { Project } from '@/utils/library/types';
import type { Shelf } from '@/utils/library/zip/chat';
import type { Packed } from '@/utils/library/zip/parts';

/** File name of a project's folder and note. */
export const projectName = (project: Pick<Project, 'id' | 'name'>): string =>
  `${slug(project.name)}-${lastGroup(project.id)}`;

/** Every project: its payload as sent, and what people wrote into it as files. */
export async function* packProjects(
  shelf: Pick<Shelf, 'readObject'>,
  projects: readonly Project[],
  report: (problem: BackupProblem) => void,
): AsyncGenerator<Packed> {
  const inOrder = projects.toSorted((a, b) => compare(a.id, b.id));
  const folders = distinctNames(inOrder.map(projectName));
  for (const [index, project] of inOrder.entries()) {
    const bytes = await shelf.readObject(project.hash).catch(() => undefined);
    if (bytes) yield* packProject(project, `projects/${folders[index]}`, bytes);
    else
      report({ conversationId: '', title: project.name, kind: 'damaged', why: 'the stored project is gone' });
  }
}

function* packProject(project: Project, folder: string, bytes: Uint8Array<ArrayBuffer>): Generator<Packed> {
  const row = (path: string): Packed['row'] => ({
    path: `${folder}/${path}`,
    kind: 'project',
    conversationId: '',
    projectId: project.id,
    source: 'api',
    whole: true,
    messageCount: 0,
    capturedAt: new Date(project.capturedAt).toISOString(),
  });
  yield { bytes, row: row('project.json') };
  const { instructions, docs } = readProject(bytes);
  if (instructions !== '') yield { bytes: encode(instructions), row: row('instructions.md') };
  const names = distinctNames(docs.map(({ name }) => safeName(name)));
  for (const [index, { content }] of docs.entries())
    yield { bytes: encode(content), row: row(`docs/${names[index]}`) };
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

interface Readable {
  readonly instructions: string;
  readonly docs: readonly { readonly name: string; readonly content: string }[];
}

/** What can be read of it; the payload stands beside it in any case. */
function readProject(bytes: Uint8Array): Readable {
  try {
    const payload: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { project, docs } = isLoose(payload) ? payload : {};
    return {
      instructions: isLoose(project) ? textOf(project.prompt_template) : '',
      docs: listOf(docs)
        .map((doc) => ({ name: textOf(doc.file_name) || textOf(doc.filename), content: textOf(doc.content) }))
        .filter(({ content }) => content !== ''),
    };
  } catch {
    return { instructions: '', docs: [] };
  }
}
