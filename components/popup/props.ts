import type { Verdict } from '@/utils/diagnosis/types';
import type { Fix, FixId, Need } from '@/utils/fixes/types';
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

/** What a step of a fix puts on the clipboard or shows. */
export type FixTextKind = 'prompt' | 'chat' | 'report';

/** null when there is none. `name`: of the file that it is saved as. */
export interface FixText {
  readonly text: string | null;
  readonly name: string | null;
}

/** What a step that needs the user can ask for. */
export interface StepActions {
  /** The step is over; why it could not be done, as a word key without its `failure_` prefix. */
  readonly ended: (problem: string | null) => void;
  readonly textOf: (what: FixTextKind) => Promise<FixText>;
  /** False when the browser didn't let us. */
  readonly copy: (text: string) => Promise<boolean>;
  /** The user has pressed something here a moment ago: browsers copy only then. */
  readonly wasPressed: () => boolean;
  readonly save: (name: string, text: string) => void;
  /** What to try for the broken link, as word keys without their `guide_` prefix. */
  readonly guideFor: (view: TabView) => Promise<readonly string[]>;
  readonly assistants: readonly Place[];
  /** Keeps it for the next time, opens it, and ends the step. */
  readonly chooseAssistant: (url: string) => void;
  readonly supportPage: string;
}

export interface StepProps {
  readonly view: TabView;
  /** Epoch ms. */
  readonly now: number;
  readonly actions: StepActions;
  readonly onCancel: () => void;
}

/** What is known of a fix before it is done. */
export type FixFacts = Pick<Fix, 'risk' | 'needs' | 'goes' | 'stays'>;

/** What the popup and the playbook page need for the fixes. */
export interface FixProps {
  /** Epoch ms. */
  readonly now: number;
  /** Fixes that are not in it are safe, and need nothing. */
  readonly facts: Partial<Record<FixId, FixFacts>>;
  /** Permissions that the user hasn't given yet. */
  readonly lacking: readonly Need[];
  /** The fix for which the user has just refused one. */
  readonly refused: FixId | null;
  readonly steps: StepActions;
  /** A destructive fix arrives here only after its confirmation. */
  readonly onFix: (id: FixId) => void;
  /** Stops the running fix. */
  readonly onCancel: () => void;
  /** What the user says of the fix that was tried, or that another one is wanted. */
  readonly onTell: (said: Said) => void;
}

export type Said = { readonly helped: boolean } | { readonly skipped: FixId };

/** Why it happened, as word keys without their prefixes. */
export interface CauseFacts {
  readonly id: string;
  readonly lasts: string;
  readonly avoid: readonly string[];
}

/** "What is this?" */
export interface CauseProps {
  /** Why it happened; undefined while all is well. */
  readonly causeFor: (verdict: Verdict) => Promise<CauseFacts | undefined>;
  /** Advice for who uses Claude elsewhere too. */
  readonly onOpenHelp: () => void;
}

export interface PopupProps extends FixProps, CauseProps {
  /** null while it is being fetched. */
  readonly view: TabView | null;
  /** BCP 47, for dates and ages. */
  readonly locale: string;
  readonly busy: Busy;
  /** The page for people of each witness, in the order in which they are shown. */
  readonly pages: Readonly<Record<SourceId, string>>;
  /** Further places where people read and report trouble. */
  readonly elsewhere: readonly Place[];
  /** Address of claude.ai, offered when no tab shows it. */
  readonly home: string;
  /** The user no longer wants to be told when Claude works again. */
  readonly onStopWatching: () => void;
  readonly onBackUpChat: () => void;
  readonly onBackUpAll: () => void;
  readonly onSaveCopy: () => void;
  readonly onCopyHalf: () => void;
  /** The fixes one at a time, on a full page. */
  readonly onOpenPlaybook: () => void;
  readonly onOpenLibrary: () => void;
  readonly onOpenIncidents: () => void;
  readonly onOpenSettings: () => void;
  readonly onOpenDiagnostics: () => void;
}
