import { extensionUrl } from '@/utils/browser/runtime';
import { createWorkerClient, type WorkerClient } from '@/utils/library/worker/client';

type Addresses = { readonly createScriptURL: (address: string) => string };
declare const trustedTypes: { createPolicy: (name: string, policy: Addresses) => Addresses } | undefined;

const ADDRESS = '/library-worker.js';

/** The only script that a page of ours starts by its address: the policy in the manifest lets no other string be one. */
const trusted: Addresses =
  typeof trustedTypes === 'undefined'
    ? { createScriptURL: extensionUrl }
    : trustedTypes.createPolicy('lifeline-worker', { createScriptURL: () => extensionUrl(ADDRESS) });

/** The library's worker, for a page of the extension. A file of its own: workers from blobs are blocked in Firefox. */
export const openLibraryWorker = (idleMs?: number): WorkerClient =>
  createWorkerClient(() => new Worker(trusted.createScriptURL(ADDRESS), { name: 'library' }), idleMs);
