import type { ChatDeleted } from '@/utils/library/delete/chat';
import type { Deletion } from '@/utils/library/delete/told';
import type { LibraryState, News } from '@/utils/library/page/state';
import type { WorkerClient } from '@/utils/library/worker/client';
import type { JobAnswer } from '@/utils/library/worker/protocol';

export interface DeletingEdges {
  readonly worker: WorkerClient;
  /** Another for what takes long. */
  readonly heavyWorker: WorkerClient;
  readonly leftOut: () => Promise<readonly string[]>;
  readonly leaveOut: (conversationId: string, isOut: boolean) => Promise<void>;
  readonly tellDeleted: (deletion: Deletion) => void;
  /** The open chat is gone: the address and the focus go back to the list. */
  readonly closeChat: () => void;
}

interface DeletingPage {
  readonly state: () => LibraryState;
  readonly set: (change: Partial<LibraryState>) => void;
  readonly refresh: () => Promise<void>;
  readonly lookAtChoices: () => Promise<void>;
}

/** Deleting a chat here, and hearing of what another page has deleted. */
export function createDeleting(edges: DeletingEdges, { state, set, refresh, lookAtChoices }: DeletingPage) {
  const isOpen = (conversationId: string): boolean => {
    const { reading } = state();
    return reading !== null && reading.state !== 'gone' && reading.snapshot.conversationId === conversationId;
  };
  return {
    /** Arrives only after its confirmation. `isOut`: no new copy of it is made by itself. */
    onDelete: async (conversationId: string, isOut: boolean): Promise<void> => {
      const wasOut = (await edges.leftOut()).includes(conversationId);
      // First: a copy that is made in between would bring it back.
      await edges.leaveOut(conversationId, isOut);
      const answer = await edges.worker.run('delete', { conversationId });
      const news = newsOf(answer);
      const isDeleted = news.kind === 'deleted';
      if (!isDeleted) await edges.leaveOut(conversationId, wasOut);
      if (isDeleted && isOpen(conversationId)) {
        set({ reading: null });
        edges.closeChat();
      }
      set({ leftOut: await edges.leftOut(), news });
      if (isDeleted) edges.tellDeleted({ what: 'chat', conversationId });
      await refresh();
    },
    heardDeletion: (deletion: Deletion): void => {
      if (deletion.what === 'begins') {
        edges.worker.close();
        edges.heavyWorker.close();
        return;
      }
      if (deletion.what === 'everything') {
        const reading = state().reading && ({ state: 'gone' } as const);
        set({ reading, backup: null, backupSaved: false, check: null, imported: null, news: null });
        void lookAtChoices();
      } else if (isOpen(deletion.conversationId)) set({ reading: { state: 'gone' } });
      void refresh();
    },
  };
}

function newsOf(answer: JobAnswer<'delete'>): News {
  if (answer.ok) return { kind: NEWS[answer.value] };
  return { kind: answer.error === 'full' ? 'full' : 'not-deleted' };
}

const NEWS = { deleted: 'deleted', busy: 'delete-busy' } as const satisfies Record<ChatDeleted, string>;
