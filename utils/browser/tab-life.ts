import type { Channel } from '@/utils/claude/channel';

/** What the first script of a page leaves for the observer that comes when the page has loaded. */
export interface TabLife {
  readonly channel: Channel;
  /** Ends when the extension is updated, switched off or removed. */
  readonly signal: AbortSignal;
  readonly end: () => void;
  /** Epoch ms at which claude.ai could not load a part of its app; null when that didn't happen. */
  chunkFailedAt: number | null;
  isObserved: boolean;
  /** What performs steps is there. */
  isPerforming?: boolean;
  /** What reads the chat from the page and the browser is there. */
  isRescuing?: boolean;
  /** The observer hears that a step has put text into the composer. */
  filled?: () => void;
  /** Whether the user has been at the composer. */
  isTouched?: () => boolean;
}

/** The global that our isolated scripts of one frame share in both browsers, and the page can't see. */
export const isolatedWorld = globalThis as { lifeline?: TabLife };

/** The browser's own object: the polyfill would be five times the rest of the first script. */
declare const chrome: { runtime?: { id?: string; sendMessage: (message: object) => Promise<unknown> } };

/** An extension that was updated or removed leaves its scripts without an id. */
export const isExtensionAlive = (): boolean => chrome.runtime?.id !== undefined;

/** Rejects when nobody is there. */
export const askForObserver = async (): Promise<unknown> =>
  chrome.runtime?.sendMessage({ name: 'observe-tab', input: {} });

/** A page that has just loaded its chat draws it first. */
const TAKE_MS = 2_000;

const handOn = async (payload: string): Promise<unknown> =>
  chrome.runtime?.sendMessage({ name: 'take-payload', input: { payload } });

/** Hands on a conversation as the page has loaded it. What doesn't arrive can be asked for again. */
export const takePayload = (payload: string): void => {
  requestIdleCallback(() => void handOn(payload).catch(() => undefined), { timeout: TAKE_MS });
};
