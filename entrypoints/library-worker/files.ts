import { captureFiles } from '@/utils/library/files/files';
import type { OpenLibrary } from '@/utils/library/opener';
import { sleepUntil } from '@/utils/library/run/engine';
import { patient } from '@/utils/library/run/patience';
import { createShelves } from '@/utils/library/shelves';
import { createStore } from '@/utils/library/store';
import type { Job } from '@/utils/library/worker/protocol';

/** Asked for by a click: what is known not to be had is asked for once more. */
export const filesJob =
  (library: OpenLibrary): Job<'files'> =>
  async ({ conversationId }, { report, signal }) => {
    const database = await library();
    const sleep = (ms: number) => sleepUntil(ms, signal);
    const edges = {
      ...{ signal, now: Date.now },
      fetch: (url: string, init: RequestInit) => fetch(url, init),
      store: createStore(database),
      shelves: createShelves(database),
      persist: patient({ sleep, random: Math.random, isCancelled: () => signal.aborted }),
    };
    return captureFiles(edges, conversationId, {
      again: true,
      onProgress: (done, total) => report({ done, total }),
    });
  };
