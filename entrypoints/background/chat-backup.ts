import { isPrivateTab } from '@/utils/browser/tabs';
import type { ClientError } from '@/utils/claude/client-answer';
import { type CaptureEdges, captureConversation } from '@/utils/library/capture';
import type { LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';
import type { Output } from '@/utils/messaging/protocol';
import { last } from '@/utils/signals/finality';
import { libraryStore } from './library-store';
import type { Records } from './records';
import type { Rescue } from './rescuing';

/** A step that saves first doesn't hold the user up for longer than this. */
const SAVE_FIRST_MS = 5_000;
/** A server that fails may take its time over it: what the page holds is in the library by then. */
const PATIENCE_MS = 500;

/** Failures that read alike; the others have words of their own. */
const WORDS: Partial<Record<ClientError, string>> = {
  http: 'no_copy',
  'not-json': 'no_copy',
  'unknown-shape': 'no_copy',
};

type Special = Pick<CaptureEdges, 'leavesOut'>;

export interface ChatBackup {
  /** Captures the chat of a tab, or tells which copy there is instead. */
  readonly capture: (tabId: number, special?: Special) => Promise<Output<'back-up-chat'>>;
  /** Before a step that reloads or leaves the page: as far as it goes, within a time limit. Nothing of a private window. */
  readonly saveFirst: (tabId: number) => Promise<void>;
  readonly latest: (conversationId: string) => Promise<Snapshot | null>;
  /** Raw payload of the latest version; null when there is none. */
  readonly storedChat: (conversationId: string) => Promise<string | null>;
  readonly store: () => Promise<LibraryStore>;
}

export function chatBackup(
  records: Records,
  rescue: Rescue,
  changed: (tabId: number) => void,
  store = libraryStore(),
): ChatBackup {
  const capture: ChatBackup['capture'] = async (tabId, special = {}) => {
    const { signals } = await records.get(tabId);
    const place = last(signals, 'page-context');
    if (!place?.conversationId) return { snapshot: null, fresh: false, problem: 'no_chat' };
    const { conversationId, organizationId } = place;
    const target = { organizationId, conversationId };
    const library = await store();
    let rescued: Promise<unknown> | undefined;
    const rescueOnce = () => {
      rescued ??= rescue(library, tabId, target).then(() => changed(tabId));
      return rescued;
    };
    const late = setTimeout(() => void rescueOnce().catch(() => undefined), PATIENCE_MS);
    const edges: CaptureEdges = {
      ...special,
      fetch: (url, init) => fetch(url, init),
      store: library,
      now: Date.now,
      rescue: rescueOnce,
    };
    const captured = await captureConversation(edges, target);
    clearTimeout(late);
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
    latest: async (conversationId) => (await (await store()).latest(conversationId)) ?? null,
    storedChat: async (conversationId) => {
      const library = await store();
      const snapshot = await library.latest(conversationId);
      const raw = snapshot && (await library.readRaw(snapshot.hash));
      return raw ? new TextDecoder().decode(raw) : null;
    },
    store,
  };
}
