import type { FixId, Risk } from '@/utils/fixes/types';
import type { TabView } from '@/utils/messaging/tab-view';
import type { SourceId } from '@/utils/status/types';

/** What a backup that the user asked for came to. */
export interface BackupOutcome {
  readonly what: 'chat' | 'all' | 'copy' | 'half';
  /** Why it failed, as a word key without its `failure_` prefix; null when it went well. */
  readonly problem: string | null;
  /** False when Claude could not be asked and the stored version had to do. */
  readonly fresh: boolean;
}

/** Long work that the user started from the popup. */
export interface Busy {
  readonly chat: boolean;
  readonly copy: boolean;
  /** null when no full backup runs; `total` is null until the list of chats is known. */
  readonly all: { readonly done: number; readonly total: number | null } | null;
  /** Of the work that ended last; null before any. */
  readonly outcome: BackupOutcome | null;
}

/** A page to read and to report on, which Lifeline itself never asks. */
export interface Place {
  /** As it calls itself. */
  readonly name: string;
  readonly url: string;
}

export interface PopupProps {
  /** null while it is being fetched. */
  readonly view: TabView | null;
  /** Epoch ms. */
  readonly now: number;
  /** BCP 47, for dates and ages. */
  readonly locale: string;
  readonly busy: Busy;
  /** Fixes that are not in it are safe. */
  readonly risks: Partial<Record<FixId, Risk>>;
  /** The page for people of each witness, in the order in which they are shown. */
  readonly pages: Readonly<Record<SourceId, string>>;
  /** Further places where people read and report trouble. */
  readonly elsewhere: readonly Place[];
  /** Address of claude.ai, offered when no tab shows it. */
  readonly home: string;
  /** A destructive fix arrives here only after its confirmation. */
  readonly onFix: (id: FixId) => void;
  /** Stops the running fix. */
  readonly onCancel: () => void;
  /** The user no longer wants to be told when Claude works again. */
  readonly onStopWatching: () => void;
  readonly onBackUpChat: () => void;
  readonly onBackUpAll: () => void;
  readonly onSaveCopy: () => void;
  readonly onCopyHalf: () => void;
  readonly onOpenLibrary: () => void;
  readonly onOpenIncidents: () => void;
  readonly onOpenSettings: () => void;
  readonly onOpenDiagnostics: () => void;
}
