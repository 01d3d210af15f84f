import type { LibraryState } from '@/utils/library/page-state';
import type { Clock } from '../format';

export interface LibraryActions {
  readonly onSearch: (query: string) => void;
  readonly onSaveCopy: (conversationId: string) => void;
  readonly onSaveAll: () => void;
  readonly onImport: (files: readonly Blob[]) => void;
  readonly onBackUpAll: () => void;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onCancel: () => void;
}

export interface LibraryProps extends LibraryState, LibraryActions {
  readonly clock: Clock;
}
