import type { FilesCaptured } from '@/utils/library/files/files';
import type { LibraryState, News } from '@/utils/library/page/state';
import type { WorkerClient } from '@/utils/library/worker/client';

export interface ChoiceEdges {
  /** The browser's promise not to clear the library away; asked for once. */
  readonly askProtection: () => Promise<boolean>;
  readonly isAutomatic: () => Promise<boolean>;
  readonly leftOut: () => Promise<readonly string[]>;
  readonly leaveOut: (conversationId: string, isOut: boolean) => Promise<void>;
  /** Whether a backup of everything fetches files too. */
  readonly wantsFiles: () => Promise<boolean>;
  readonly wantFiles: (isWanted: boolean) => Promise<void>;
  /** Fetches what is asked for. */
  readonly worker: Pick<WorkerClient, 'run'>;
}

interface ChoicePage {
  readonly state: () => LibraryState;
  readonly set: (change: Partial<LibraryState>) => void;
  /** Reads the open chat anew. */
  readonly reread: (conversationId: string) => Promise<void>;
}

/** What is kept by itself, and what is fetched when the user asks for it. */
export function createChoices(edges: ChoiceEdges, { state, set, reread }: ChoicePage) {
  let writing: Promise<void> = Promise.resolve();
  /** As it was chosen last, also while that is being written. */
  const wantsFiles = async (): Promise<boolean> => {
    const mine = writing;
    await mine.catch(() => undefined); // said where it was chosen
    const wants = await edges.wantsFiles();
    return mine === writing ? wants : wantsFiles();
  };
  /** At the page's start, and when it is looked at again: the settings may have been changed elsewhere. */
  const lookAtChoices = async (): Promise<void> => {
    const [isProtected, automatic, leftOut] = await Promise.all([
      edges.askProtection(),
      edges.isAutomatic(),
      edges.leftOut(),
    ]);
    set({ isProtected, automatic, leftOut, withFiles: await wantsFiles() });
  };
  const clicks = {
    onLeaveOut: async (conversationId: string, isOut: boolean): Promise<void> => {
      await edges.leaveOut(conversationId, isOut);
      set({ leftOut: await edges.leftOut() });
    },
    onWithFiles: async (withFiles: boolean): Promise<void> => {
      set({ withFiles });
      writing = edges.wantFiles(withFiles);
      await writing;
    },
    onGetFiles: async (conversationId: string): Promise<void> => {
      if (state().fetchingFiles !== null) return;
      set({ fetchingFiles: conversationId, news: null });
      const got = await edges.worker.run('files', { conversationId });
      await reread(conversationId);
      const failed = { kind: !got.ok && got.error === 'full' ? 'full' : 'files-failed' } as const;
      set({ fetchingFiles: null, news: got.ok ? newsOf(got.value) : failed });
    },
  };
  return { wantsFiles, lookAtChoices, ...clicks };
}

function newsOf({ kept, missing, stoppedBy }: FilesCaptured): News {
  if (stoppedBy === 'full') return { kind: 'full' };
  if (kept.length === 0 && missing.length > 0) return { kind: 'files-failed' };
  return { kind: 'files-kept', kept: kept.length, missing: missing.length };
}
