import { isFull } from '@/utils/library/full-disk';
import type { Ask, Job, JobError, JobName, JobTable, Tell } from '@/utils/library/worker/protocol';
import { fail, ok } from '@/utils/result';

/** As much of a worker's global scope, or of a port, as is used. */
export interface ServerLike {
  postMessage: (message: Tell) => void;
  addEventListener: (type: 'message', listener: (event: MessageEvent<Ask>) => void) => void;
}

/** Answers what a client asks; several jobs may be under way at once. The one catch of every job. */
export function serveJobs(port: ServerLike, jobs: JobTable): void {
  const running = new Map<number, AbortController>();
  const perform = async (id: number, job: JobName, input: unknown): Promise<void> => {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(id, controller);
    const report = (progress: unknown): void => {
      if (!signal.aborted) port.postMessage({ id, progress });
    };
    try {
      const work = jobs[job] as Job<JobName>;
      port.postMessage({ id, answer: ok(await work(input as never, { report, signal })) });
    } catch (error) {
      if (!signal.aborted) console.warn(`Lifeline: the job "${job}" failed.`, error);
      port.postMessage({ id, answer: fail(errorOf(error, signal)) });
    } finally {
      running.delete(id);
    }
  };
  port.addEventListener('message', ({ data }) => {
    if ('cancel' in data) running.get(data.id)?.abort();
    else void perform(data.id, data.job, data.input);
  });
}

function errorOf(error: unknown, signal: AbortSignal): JobError {
  if (signal.aborted) return 'cancelled';
  return isFull(error) ? 'full' : 'failed';
}
