import type { ClientError } from '@/utils/claude/client-answer';
import { readProject } from '@/utils/claude/projects';
import { isFull } from '@/utils/library/full-disk';
import type { ProjectTask } from '@/utils/library/run/record';
import { FATAL, type Run } from '@/utils/library/run/run';

/** One after the other: there are few of them, and their documents may be large. */
export async function captureProjects(run: Run, tasks: readonly ProjectTask[]): Promise<void> {
  const { shelves, startedAt, now } = run.edges;
  const kept = new Map((await shelves.projects()).map((project) => [project.id, project.capturedAt]));
  for (const task of tasks) {
    await run.gate.passed();
    if (run.isOver()) return;
    const capturedAt = kept.get(task.id);
    const isDone = capturedAt !== undefined && capturedAt > startedAt && capturedAt <= now();
    const problem = isDone
      ? null
      : await captureProject(run, task, capturedAt !== undefined).catch(nameFailure);
    if (run.isOver()) return;
    if (problem)
      run.addProblem({ conversationId: task.id, title: task.name, kind: 'project-incomplete', why: problem });
    const { done, total } = run.progress().projects;
    run.update({ projects: { done: done + 1, total } });
    if (problem === 'full' || isFatal(problem)) run.end({ state: 'stopped', stoppedBy: problem });
  }
}

type Problem = ClientError | 'full' | 'storage';

const nameFailure = (error: unknown): Problem => (isFull(error) ? 'full' : 'storage');
const isFatal = (problem: Problem | null): problem is ClientError => FATAL.some((fatal) => fatal === problem);

async function captureProject(
  run: Run,
  { id, organizationId, name }: ProjectTask,
  isKept: boolean,
): Promise<Problem | null> {
  const { fetch, signal, shelves, now } = run.edges;
  const read = await readProject(fetch, organizationId, id, { signal, persist: run.persist });
  if (!read.ok) return read.error;
  const { payload, updatedAt, problem } = read.value;
  // Without its documents it is less than what is kept already.
  if (problem !== null && isKept) return problem;
  await shelves.saveProject(payload, {
    ...{ id, organizationId, updatedAt },
    name: read.value.name || name,
    capturedAt: now(),
  });
  return problem;
}
