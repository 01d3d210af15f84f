import type { Link } from '@/utils/export/turn';
import type { Filters, LibraryState } from '@/utils/library/page/state';
import type { Mark } from '@/utils/library/search/search-types';
import type { Clock } from '../format';

/** Texts of a conversation as nodes that are safe to show. */
export interface Rich {
  readonly markdown: (text: string, citations: readonly Link[]) => DocumentFragment;
  readonly code: (text: string, language: string) => DocumentFragment;
}

/** What every part of the reader needs. */
export interface ReaderTools {
  readonly rich: Rich;
  readonly clock: Clock;
  /** Where the searched words stand in a text; null without a search. */
  readonly find: ((text: string) => readonly Mark[]) | null;
  /** Goes to the message with this number. */
  readonly onJump: (messageNumber: number) => void;
}

interface LibraryActions {
  readonly onSearch: (query: string) => void;
  readonly onFilter: (change: Partial<Filters>) => void;
  /** Rows that came into view. */
  readonly onSeen: (conversationIds: readonly string[]) => void;
  readonly onSaveCopy: (conversationId: string) => void;
  /** The chat goes on in a new one, in a tab of claude.ai. */
  readonly onCarryOver: (conversationId: string) => void;
  readonly onSaveSome: (conversationIds: readonly string[]) => void;
  readonly onSaveAll: () => void;
  readonly onExport: (conversationIds: readonly string[], format: string) => void;
  readonly onImport: (files: readonly File[]) => void;
  readonly onCheck: (kind: 'quick' | 'full') => void;
  readonly onGetFiles: (conversationId: string) => void;
  /** Whether a chat is left out of what is kept by itself. */
  readonly onLeaveOut: (conversationId: string, isOut: boolean) => void;
  /** Takes a chat out of the library for good; arrives only after its confirmation. `isOut`: no new copy is made by itself. */
  readonly onDelete: (conversationId: string, isOut: boolean) => void;
  readonly onBackUpAll: () => void;
  /** Whether a backup of everything fetches files too. */
  readonly onWithFiles: (isWanted: boolean) => void;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onCancel: () => void;
}

export interface LibraryProps extends LibraryState, LibraryActions {
  readonly clock: Clock;
  readonly rich: Rich;
  /** Calls when the page has answered what waited; returns what takes it back. */
  readonly afterRest: (work: () => void) => () => void;
  /** Ids of the export formats, in the order in which they are offered. */
  readonly formats: readonly string[];
  /** The places of the words of a search in a text. */
  readonly findIn: (query: string, text: string) => readonly Mark[];
}
