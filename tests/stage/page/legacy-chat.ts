import { call, orgPath, PageError, toastFor } from './api.ts';
import { nextPause, noteFailure, noteSuccess, retryClass } from './backoff.ts';
import { sleep, uuid7 } from './dom.ts';
import { problemOf } from './error-text.ts';
import { takeFiles } from './files.ts';
import { attempt, type Sending } from './legacy-turn.ts';
import { type ChatState, changed, chat, type Turn } from './store.ts';
import { loadTree, showTree } from './tree.ts';

const ROOT = '00000000-0000-4000-8000-000000000000';

let current: Sending | null = null;

function waitingText(pause: { attempt: number; of: number }): string {
  return `Taking longer than usual. Trying again shortly (attempt ${pause.attempt} of ${pause.of})`;
}

/** Tries until it works, or the page's own schedule is used up. */
async function deliver(sending: Sending, turn: Turn): Promise<void> {
  for (let failures = 1; ; failures += 1) {
    try {
      await attempt(sending, turn);
      noteSuccess();
      return;
    } catch (error) {
      if (sending.abort.signal.aborted) return;
      const kind = retryClass(error);
      if (kind !== null) noteFailure();
      const pause = nextPause(kind, failures);
      if (!pause) throw error;
      sending.state.waiting = waitingText(pause);
      changed();
      await sleep(pause.ms, sending.abort.signal);
      sending.state.waiting = null;
      changed();
    }
  }
}

function settle(sending: Sending, turn: Turn): void {
  sending.state.running = false;
  sending.state.waiting = null;
  turn.streaming = false;
  if (current === sending) current = null;
  changed();
}

function markLost(sending: Sending, turn: Turn, error: unknown): void {
  const question = sending.state.turns.find((one) => one.uuid === sending.human);
  if (question) question.lost = error instanceof PageError || error instanceof TypeError;
  turn.lost = error !== null;
}

async function run(sending: Sending): Promise<void> {
  const { state } = sending;
  current = sending;
  state.running = true;
  state.problem = null;
  state.turns = state.turns.filter((turn) => turn.uuid !== sending.assistant);
  const turn: Turn = {
    key: sending.assistant,
    uuid: sending.assistant,
    sender: 'assistant',
    text: '',
    streaming: true,
  };
  state.turns.push(turn);
  changed();
  try {
    await deliver(sending, turn);
    markLost(sending, turn, null);
    settle(sending, turn);
    void afterwards(sending);
  } catch (error) {
    if (!sending.abort.signal.aborted) {
      state.problem = problemOf(error);
      if (error instanceof PageError && error.html) toastFor(error);
      state.retry = () => void run({ ...sending, abort: new AbortController() });
    }
    markLost(sending, turn, error);
    if (error instanceof PageError || turn.text === '')
      state.turns = state.turns.filter((one) => one !== turn);
    settle(sending, turn);
  }
}

/** After a good turn the page makes a title and looks for files. */
async function afterwards(sending: Sending): Promise<void> {
  const { conversation, state } = sending;
  if (sending.fresh && !sending.abort.signal.aborted) {
    const answer = (await call(orgPath(`/chat_conversations/${conversation}/title`), {
      method: 'POST',
      quiet: true,
      body: { message_content: sending.prompt, recent_titles: [] },
    }).catch(() => null)) as { title?: string } | null;
    if (answer?.title) state.title = answer.title;
  }
  void call(orgPath(`/conversations/${conversation}/wiggle/list-files?prefix=`), { quiet: true }).catch(
    () => undefined,
  );
  changed();
  window.dispatchEvent(new Event('page:conversations'));
}

export function sendLegacy(prompt: string, conversation: string, fresh: boolean): void {
  const { state } = chat;
  const human = uuid7();
  const parent = state.turns.findLast((turn) => !turn.lost)?.uuid ?? ROOT;
  state.turns.push({ key: human, uuid: human, sender: 'human', text: prompt, streaming: false });
  if (!state.title) state.title = 'New chat';
  void run({
    state,
    conversation,
    prompt,
    human,
    assistant: uuid7(),
    parent,
    fresh,
    attachments: takeFiles(),
    abort: new AbortController(),
  });
}

export function stopLegacy(): void {
  const sending = current;
  if (!sending) return;
  sending.abort.abort();
  void call(orgPath(`/chat_conversations/${sending.conversation}/stop_response`), {
    method: 'POST',
    quiet: true,
  }).catch(() => undefined);
}

/** A reply that began before this page was loaded: watched until it is in the tree. */
async function watchPending(state: ChatState, id: string): Promise<void> {
  const path = orgPath(`/chat_conversations/${id}/completion_status?poll=false`);
  let pending = false;
  for (;;) {
    const status = (await call(path, { quiet: true }).catch(() => null)) as { is_pending?: boolean } | null;
    if (chat.state !== state || current?.state === state) return;
    if (!status?.is_pending) break;
    pending = true;
    await sleep(1000);
  }
  if (!pending) return;
  showTree(state, await loadTree(id, true));
  changed();
}

export async function openLegacy(state: ChatState, id: string): Promise<void> {
  showTree(state, await loadTree(id));
  void watchPending(state, id).catch(() => undefined);
  void call(orgPath(`/conversations/${id}/wiggle/list-files?prefix=`), { quiet: true }).catch(
    () => undefined,
  );
}
