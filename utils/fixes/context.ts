/** What the further fixes are planned from. All of it may be missing: then the plan is the careful one. */
import type { VerdictId } from '@/utils/diagnosis/severity';
import type { FixId } from './types';

/** A stored copy of the chat in the tab, as far as a plan needs it. Its text stays in the library until a step asks for it. */
export interface TranscriptFacts {
  readonly conversationId: string;
  readonly turns: number;
}

/** Where the user was in the chat: a message by the key of its row, and how far below the top it stood, in px. */
export interface ScrollPlace {
  readonly turn: string;
  readonly offset: number;
}

export interface FurtherContext {
  readonly verdict?: VerdictId;
  /** What the user is told: waiting helps, or it doesn't. */
  readonly advice?: 'wait' | 'act' | null;
  /** The model to switch to, as claude.ai names it. */
  readonly fallback?: string | null;
  readonly transcript?: TranscriptFacts | null;
  /** The user wants it as text in the composer, not as a file. */
  readonly carryAs?: 'file' | 'text';
  readonly scroll?: ScrollPlace | null;
  /** Path of the page in the tab. */
  readonly path?: string;
  /** What stands in the composer, compared with the kept text; null when the tab hasn't said. */
  readonly composer?: 'empty' | 'same' | 'other' | null;
  /** claude.ai is trying again by itself. */
  readonly pageRetries?: boolean;
  /** Too many tries have failed lately, on this machine. */
  readonly breakerIsOpen?: boolean;
  readonly browser?: 'chrome' | 'firefox';
  /** The extension may open private windows. */
  readonly opensPrivate?: boolean;
  /** Address of the assistant that the user wants instead; null when none was chosen. */
  readonly assistant?: string | null;
  /** Fixes that were tried for this trouble, and didn't help. */
  readonly tried?: readonly FixId[];
  /** The official page could be read, and reports nothing that concerns the chat. */
  readonly officialIsGreen?: boolean;
}
