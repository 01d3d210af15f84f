import { importFile } from '@/utils/library/import';
import type { LibraryState } from '@/utils/library/page-state';
import type { LibraryStore } from '@/utils/library/store';
import type { WorkerClient } from '@/utils/library/worker-client';

interface CareEdges {
  readonly store: LibraryStore;
  readonly worker: WorkerClient;
  /** Epoch ms. */
  readonly now: () => number;
  readonly set: (change: Partial<LibraryState>) => void;
  readonly refresh: () => Promise<void>;
}

/** Checking the library, and bringing backups in. */
export function createCare({ store, worker, now, set, refresh }: CareEdges) {
  let isChecking = false;
  return {
    onCheck: async (depth: 'quick' | 'full'): Promise<void> => {
      if (isChecking) return;
      isChecking = true;
      const running = (done: number, total: number) => set({ check: { state: 'running', done, total } });
      running(0, 0);
      const onProgress = ({ done, total }: { done: number; total: number }) => running(done, total);
      const checked = await worker.run('check', { depth }, { onProgress });
      set({ check: checked.ok ? { state: 'done', ...checked.value } : { state: 'failed' } });
      isChecking = false;
    },
    onImport: async (files: readonly File[]): Promise<void> => {
      let conversations = 0;
      for (const file of files) {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const imported = await importFile(store, bytes, now());
        if (imported.ok) conversations += imported.value.conversations;
      }
      const none = { merged: 0, known: 0, projects: 0, files: 0, problems: [], full: false };
      set({ imported: { state: 'done', conversations, added: conversations, ...none } });
      await refresh();
    },
  };
}
