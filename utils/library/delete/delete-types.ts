import type { Erased } from '@/utils/library/delete/everything';
import type { News } from '@/utils/library/page/state';

/** Deleting everything that is kept: what is said of it, and what can be done first. */
export interface Erasing {
  /** How it ended; null before. `backup-runs`: nothing was touched. */
  readonly state: 'erasing' | Erased | null;
  /** The ZIP of the library. */
  readonly copy: { readonly isSaving: boolean; readonly news: News | null };
  /** There is something to put into it. */
  readonly canSave: boolean;
  readonly onSaveFirst: () => void;
  /** Arrives only after its confirmation. */
  readonly onErase: () => void;
}
