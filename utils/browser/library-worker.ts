import { extensionUrl } from '@/utils/browser/runtime';
import { createWorkerClient, type WorkerClient } from '@/utils/library/worker/client';

/** The library's worker, for a page of the extension. A file of its own: workers from blobs are blocked in Firefox. */
export const openLibraryWorker = (idleMs?: number): WorkerClient =>
  createWorkerClient(() => new Worker(extensionUrl('/library-worker.js'), { name: 'library' }), idleMs);
