import type { Problem } from './error-text.ts';

export interface Turn {
  key: string;
  uuid: string;
  sender: 'human' | 'assistant';
  text: string;
  streaming: boolean;
  /** Not on the server, so nothing can follow it there. */
  lost?: boolean;
}

export interface ChatState {
  id: string | null;
  title: string;
  turns: Turn[];
  running: boolean;
  loading: boolean;
  loadError: string | null;
  waiting: string | null;
  problem: Problem | null;
  /** Set by the protocol in use. */
  retry: (() => void) | null;
  discard: (() => void) | null;
}

export const emptyChat = (id: string | null): ChatState => ({
  id,
  title: '',
  turns: [],
  running: false,
  loading: false,
  loadError: null,
  waiting: null,
  problem: null,
  retry: null,
  discard: null,
});

type Listener = (state: ChatState) => void;
const listeners = new Set<Listener>();
export const chat: { state: ChatState } = { state: emptyChat(null) };
let due = false;

export function onChat(listener: Listener): void {
  listeners.add(listener);
}

/** Painted once per turn of the event loop; not by animation frames, which stand still in background tabs. */
export function changed(): void {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const listener of listeners) listener(chat.state);
  });
}
