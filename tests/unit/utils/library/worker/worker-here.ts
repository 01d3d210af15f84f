import { createJobs } from '@/entrypoints/library-worker/jobs';
import type { LibraryDatabase } from '@/utils/library/database';
import type { WorkerClient } from '@/utils/library/worker/client';
import type { Job, JobName } from '@/utils/library/worker/protocol';
import { fail, ok } from '@/utils/result';

/** The library's worker without a thread: the same jobs on this database. */
export function workerHere(database: LibraryDatabase): WorkerClient {
  const jobs = createJobs(async () => database);
  return {
    run: async (name, input, { signal = new AbortController().signal, onProgress } = {}) => {
      const job = jobs[name] as Job<JobName>;
      try {
        const output = await job(input, { signal, report: (progress) => onProgress?.(progress as never) });
        return signal.aborted ? fail('cancelled') : ok(output as never);
      } catch {
        return fail(signal.aborted ? 'cancelled' : 'failed');
      }
    },
    close: () => undefined,
  };
}
