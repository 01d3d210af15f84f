import type { ImportProgress } from '@/utils/library/import/import-types';
import type { LibraryState } from '@/utils/library/page/state';
import type { WorkerClient } from '@/utils/library/worker/client';

interface CareEdges {
  readonly worker: WorkerClient;
  /** Epoch ms. */
  readonly now: () => number;
  readonly set: (change: Partial<LibraryState>) => void;
  readonly refresh: () => Promise<void>;
}

/** Checking the library, and bringing backups in. */
export function createCare({ worker, now, set, refresh }: CareEdges) {
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
      const running = (progress: ImportProgress) => set({ imported: { state: 'running', ...progress } });
      running({ done: 0, total: 0, conversations: 0 });
      const taken = await worker.run('import', { files, now: now() }, { onProgress: running });
      set({ imported: taken.ok ? { state: 'done', ...taken.value } : { state: 'failed' } });
      await refresh();
    },
  };
}
