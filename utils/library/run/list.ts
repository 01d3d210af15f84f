import { listOrganizations, type Organization } from '@/utils/claude/client';
import type { ClientError } from '@/utils/claude/client-answer';
import { type Listed, listConversations } from '@/utils/claude/list';
import { listProjects } from '@/utils/claude/projects';
import type { BackupProblem } from '@/utils/export/manifest';
import type { MarkGone } from '@/utils/library/gone';
import type { ChatTask, ProjectTask, Tasks } from '@/utils/library/run/record';
import { FATAL, type Run } from '@/utils/library/run/run';

/** Lists everything there is to capture and writes it down; undefined when that was the end of the run. */
export async function listTasks(run: Run): Promise<Tasks | undefined> {
  const { fetch, signal } = run.edges;
  const organizations = await run.persist(() => listOrganizations(fetch, { signal }));
  if (run.isOver()) return undefined;
  if (!organizations.ok) {
    run.addProblem(unlisted('', organizations.error));
    run.end({ state: 'stopped', stoppedBy: organizations.error });
    return undefined;
  }
  const chats: ChatTask[] = [];
  const projects: ProjectTask[] = [];
  const whole: WholeList[] = [];
  for (const organization of organizations.value) {
    chats.push(...(await listChats(run, organization, whole)));
    if (!run.isOver()) projects.push(...(await listProjectsOf(run, organization)));
    if (run.isOver()) return undefined;
  }
  const elsewhere = new Set(chats.map(({ uuid }) => uuid));
  for (const list of whole) await run.edges.markGone({ ...list, elsewhere });
  const tasks: Tasks = {
    startedAt: run.edges.startedAt,
    chats: once(chats),
    projects,
    unlisted: unlistedIn(run),
  };
  await run.edges.keepTasks(tasks);
  return tasks;
}

type WholeList = Parameters<MarkGone>[0];

/** What isn't in the whole list of one organisation may stand in another's: `whole` is looked at when all are read. */
async function listChats(
  run: Run,
  { id, name }: Organization,
  whole: WholeList[],
): Promise<readonly ChatTask[]> {
  const { fetch, signal, now } = run.edges;
  const listedAt = now();
  const listed = await listConversations(fetch, id, { signal, persist: run.persist });
  if (run.isOver()) return [];
  const problem = listed.ok ? listed.value.problem : listed.error;
  if (problem) noteUnlisted(run, name, problem);
  if (!listed.ok) return [];
  const { rows } = listed.value;
  if (listed.value.whole)
    whole.push({ organizationId: id, listed: new Set(rows.map((row) => row.uuid)), listedAt });
  return rows.map((row) => taskOf(row, id, now()));
}

async function listProjectsOf(run: Run, { id, name }: Organization): Promise<readonly ProjectTask[]> {
  const { fetch, signal } = run.edges;
  const listed = await listProjects(fetch, id, { signal, persist: run.persist });
  if (run.isOver()) return [];
  if (listed.ok)
    return listed.value.map((row) => ({ organizationId: id, id: row.uuid, name: row.name ?? '' }));
  noteUnlisted(run, name, listed.error);
  return [];
}

/** What the user has to act on first ends the run; anything else costs this list. */
function noteUnlisted(run: Run, name: string, why: ClientError): void {
  run.addProblem(unlisted(name, why));
  if (FATAL.includes(why)) run.end({ state: 'stopped', stoppedBy: why });
}

const unlistedIn = (run: Run): NonNullable<Tasks['unlisted']> =>
  run
    .progress()
    .problems.filter(({ kind }) => kind === 'list-incomplete')
    .map(({ title, why }) => ({ title, why }));

export const unlisted = (title: string, why: string): BackupProblem => ({
  conversationId: '',
  title,
  kind: 'list-incomplete',
  why,
});

const taskOf = (row: Listed, organizationId: string, listedAt: number): ChatTask => ({
  organizationId,
  listedAt,
  uuid: row.uuid,
  name: row.name ?? '',
  updatedAt: row.updated_at ?? null,
  leafId: row.current_leaf_message_uuid ?? null,
});

/** A conversation that two organisations list is captured once. */
const once = (chats: readonly ChatTask[]): ChatTask[] => [
  ...new Map(chats.map((chat) => [chat.uuid, chat])).values(),
];
