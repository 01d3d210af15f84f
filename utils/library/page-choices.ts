import type { FilesCaptured } from '@/utils/library/files';
import type { LibraryState } from '@/utils/library/page-state';

export interface ChoiceEdges {
  /** The browser's promise not to clear the library away; asked for once. */
  readonly askProtection: () => Promise<boolean>;
  readonly isAutomatic: () => Promise<boolean>;
  readonly leftOut: () => Promise<readonly string[]>;
  readonly leaveOut: (conversationId: string, isOut: boolean) => Promise<void>;
  readonly captureFiles: (conversationId: string) => Promise<FilesCaptured>;
}

interface ChoicePage {
  readonly state: () => LibraryState;
  readonly set: (change: Partial<LibraryState>) => void;
  /** Reads the open chat anew. */
  readonly reread: (conversationId: string) => Promise<void>;
}

/** What is kept by itself, and what is fetched when the user asks for it. */
export const createChoices = (edges: ChoiceEdges, { state, set, reread }: ChoicePage) => ({
  /** At the page's start, and when it is looked at again: the settings may have been changed elsewhere. */
  lookAtChoices: async (): Promise<void> => {
    const [isProtected, automatic, leftOut] = await Promise.all([
      edges.askProtection(),
      edges.isAutomatic(),
      edges.leftOut(),
    ]);
    set({ isProtected, automatic, leftOut });
  },
  onLeaveOut: async (conversationId: string, isOut: boolean): Promise<void> => {
    await edges.leaveOut(conversationId, isOut);
    set({ leftOut: await edges.leftOut() });
  },
  onGetFiles: async (conversationId: string): Promise<void> => {
    if (state().fetchingFiles !== null) return;
    set({ fetchingFiles: conversationId, news: null });
    const { kept, missing, stoppedBy } = await edges.captureFiles(conversationId);
    const isFull = stoppedBy === 'full' || missing.some(({ why }) => why === 'full');
    const news =
      kept.length === 0 && missing.length > 0 && !isFull
        ? ({ kind: 'files-failed' } as const)
        : ({ kind: 'files-kept', kept: kept.length, missing: missing.length } as const);
    await reread(conversationId);
    set({ fetchingFiles: null, news: isFull ? { kind: 'full' } : news });
  },
});
