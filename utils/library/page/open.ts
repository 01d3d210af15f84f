import type { LibraryState } from '@/utils/library/page/state';
import type { WorkerClient } from '@/utils/library/worker/client';

interface OpenEdges {
  readonly worker: WorkerClient;
  readonly state: () => LibraryState;
  readonly set: (change: Partial<LibraryState>) => void;
}

/** The chat that is open. Of two that are asked for the later one is shown, whichever is read first. */
export function createOpener({ worker, state, set }: OpenEdges) {
  let asked: object | undefined;
  const read = async (conversationId: string, version: string | null, change: Partial<LibraryState>) => {
    const mine = {};
    asked = mine;
    const result = await worker.run('read', { conversationId, version });
    if (asked === mine && result.ok) set({ reading: result.value, ...change });
  };
  return {
    /** null: none. `<uuid>@<hash>`: another version than the best. */
    open: async (place: string | null): Promise<void> => {
      if (place === null) {
        asked = undefined;
        return set({ reading: null, news: null });
      }
      const [conversationId = '', version = null] = place.split('@');
      await read(conversationId, version, {
        news: null,
        ...(state().imported?.state === 'done' && { imported: null }),
      });
    },
    /** The same version again, unless another chat has been opened since. */
    reread: async (conversationId: string): Promise<void> => {
      const { reading } = state();
      if (reading?.state !== 'open' || reading.snapshot.conversationId !== conversationId) return;
      await read(conversationId, reading.isBest ? null : reading.snapshot.hash, {});
    },
  };
}
