import type { Ask, JobAnswer, JobInput, JobName, JobProgress, Tell } from '@/utils/library/worker/protocol';
import { fail } from '@/utils/result';

/** As much of a `Worker` as is used. */
export interface WorkerLike {
  postMessage: (message: Ask) => void;
  addEventListener: (type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void) => void;
  terminate: () => void;
}

interface RunOptions<N extends JobName> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: JobProgress<N>) => void) | undefined;
}

export interface WorkerClient {
  /** Never rejects. An aborted signal ends it at once with `cancelled`, the job itself at its next piece. */
  readonly run: <N extends JobName>(
    job: N,
    input: JobInput<N>,
    options?: RunOptions<N>,
  ) => Promise<JobAnswer<N>>;
  /** Ends the worker; what is under way is answered with `gone`. A later job starts another. */
  readonly close: () => void;
}

interface Waiting {
  readonly settle: (answer: JobAnswer<JobName>) => void;
  readonly progress: (progress: never) => void;
}

/** Starts the worker at the first job, and a new one after it has died. `idleMs`: one with nothing to do for so long is ended. */
export function createWorkerClient(start: () => WorkerLike, idleMs = Number.POSITIVE_INFINITY): WorkerClient {
  const waiting = new Map<number, Waiting>();
  let worker: WorkerLike | undefined;
  let lastId = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const close = (): void => {
    worker?.terminate();
    worker = undefined;
    for (const one of [...waiting.values()]) one.settle(fail('gone'));
  };
  const hear = (message: Tell): void => {
    const asker = waiting.get(message.id); // undefined: it was cancelled
    if ('answer' in message) asker?.settle(message.answer as JobAnswer<JobName>);
    else asker?.progress(message.progress as never);
  };
  const started = (): WorkerLike => {
    const fresh = start();
    const isOurs = (): boolean => worker === fresh;
    fresh.addEventListener('message', (event) => isOurs() && hear((event as MessageEvent<Tell>).data));
    for (const type of ['error', 'messageerror'] as const)
      fresh.addEventListener(type, () => isOurs() && close());
    return fresh;
  };
  const run = <N extends JobName>(job: N, input: JobInput<N>, { signal, onProgress }: RunOptions<N> = {}) =>
    new Promise<JobAnswer<N>>((resolve) => {
      if (signal?.aborted) return resolve(fail('cancelled'));
      lastId += 1;
      const id = lastId;
      const cancel = (): void => {
        worker?.postMessage({ id, cancel: true });
        settle(fail('cancelled'));
      };
      const settle = (answer: JobAnswer<JobName>): void => {
        waiting.delete(id);
        if (waiting.size === 0 && Number.isFinite(idleMs)) idle = setTimeout(close, idleMs);
        signal?.removeEventListener('abort', cancel);
        resolve(answer as JobAnswer<N>);
      };
      clearTimeout(idle);
      waiting.set(id, { settle, progress: (progress) => onProgress?.(progress) });
      signal?.addEventListener('abort', cancel);
      try {
        worker ??= started();
        worker.postMessage({ id, job, input });
      } catch {
        settle(fail('gone')); // no worker can be had, or the input can't be sent
      }
    });
  return { run, close };
}
