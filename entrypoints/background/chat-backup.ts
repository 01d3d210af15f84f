import { isPrivateTab } from '@/utils/browser/tabs';
import type { ClientError } from '@/utils/claude/client-answer';
import { captureConversation } from '@/utils/library/capture';
import { openLibrary } from '@/utils/library/database';
import { createStore, type LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';
import type { Output } from '@/utils/messaging/protocol';
import { last } from '@/utils/signals/finality';
import type { Records } from './records';

/** A step that saves first doesn't hold the user up for longer than this. */
const SAVE_FIRST_MS = 5_000;
/** After a reply has settled, the server needs a moment until the chat has it. */
const SETTLE_MS = 1_500;

/** Failures that read alike; the others have words of their own. */
const WORDS: Partial<Record<ClientError, string>> = {
  http: 'no_copy',
  'not-json': 'no_copy',
  'unknown-shape': 'no_copy',
};

export interface ChatBackup {
  /** Captures the chat of a tab, or tells which earlier copy there is. */
  readonly capture: (tabId: number) => Promise<Output<'back-up-chat'>>;
  /** Before a step that reloads or leaves the page: as far as it goes, within a time limit. Nothing of a private window. */
  readonly saveFirst: (tabId: number) => Promise<void>;
  /** A reply has come: keep it, once, a little later. */
  readonly replySettled: (tabId: number) => void;
  readonly latest: (conversationId: string) => Promise<Snapshot | null>;
  /** Raw payload of the latest version; null when there is none. */
  readonly storedChat: (conversationId: string) => Promise<string | null>;
}

export function chatBackup(records: Records, changed: (tabId: number) => void): ChatBackup {
  let opened: Promise<LibraryStore> | undefined;
  const forgetStore = (): void => {
    opened = undefined; // the next question opens it anew
  };
  const store = () => {
    opened ??= openLibrary().then(
      (database) => {
        database.addEventListener('close', forgetStore);
        return createStore(database);
      },
      (error) => {
        forgetStore();
        throw error;
      },
    );
    return opened;
  };
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  const capture = async (tabId: number): Promise<Output<'back-up-chat'>> => {
    const { signals } = await records.get(tabId);
    const place = last(signals, 'page-context');
    if (!place?.conversationId) return { snapshot: null, fresh: false, problem: 'no_chat' };
    const { conversationId, organizationId } = place;
    const edges = {
      fetch: (url: string, init?: RequestInit) => fetch(url, init),
      store: await store(),
      now: Date.now,
    };
    const captured = await captureConversation(edges, { organizationId, conversationId });
    changed(tabId);
    if (!captured.ok)
      return { snapshot: null, fresh: false, problem: WORDS[captured.error] ?? captured.error };
    return captured.value;
  };
  return {
    capture,
    saveFirst: async (tabId) => {
      if (await isPrivateTab(tabId).catch(() => true)) return;
      await Promise.race([
        capture(tabId).catch(() => undefined), // the step goes on: the page can't be held back for a copy
        new Promise((resolve) => setTimeout(resolve, SAVE_FIRST_MS)),
      ]);
    },
    replySettled: (tabId) => {
      clearTimeout(timers.get(tabId));
      const save = () =>
        capture(tabId).catch((error) => console.warn('Lifeline: the chat was not saved.', error));
      timers.set(
        tabId,
        setTimeout(() => void save(), SETTLE_MS),
      );
    },
    latest: async (conversationId) => (await (await store()).latest(conversationId)) ?? null,
    storedChat: async (conversationId) => {
      const library = await store();
      const snapshot = await library.latest(conversationId);
      const raw = snapshot && (await library.readRaw(snapshot.hash));
      return raw ? new TextDecoder().decode(raw) : null;
    },
  };
}
