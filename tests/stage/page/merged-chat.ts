import { END_OF_STREAM, readFrames } from '../connect-frames.ts';
import { decode, type Field, message } from '../protobuf.ts';
import { PageError } from './api.ts';
import { sleep, uuid7 } from './dom.ts';
import { problemOf } from './error-text.ts';
import { type Attached, takeFiles } from './files.ts';
import { session } from './flags.ts';
import { openTimeline, perform } from './merged-calls.ts';
import { applyAppend, applyUpdate, emptyModel, type Model, project } from './merged-model.ts';
import { model } from './models.ts';
import { type ChatState, changed, chat } from './store.ts';

const ROOT = '00000000-0000-4000-8000-000000000000';
const INPUT_RETRY = 2;

interface Timeline {
  state: ChatState;
  id: string;
  model: Model;
  abort: AbortController;
  ready: () => void;
}

let timeline: Timeline | null = null;

/** A question of which the server hasn't told yet is `pending`, one that it didn't take `refused`. */
function rekey(state: ChatState, id: string, from: string, to: string): void {
  for (const turn of state.turns) if (turn.key === `${from}-${id}`) turn.key = `${to}-${id}`;
}

function failedSend(state: ChatState, id: string, text: string, again: () => void): void {
  state.running = false;
  rekey(state, id, 'pending', 'refused');
  state.problem = { text, retry: true, limit: false };
  state.retry = () => {
    state.problem = null;
    state.discard = null;
    again();
  };
  state.discard = () => discard(state, id);
  changed();
}

function onEvent(line: Timeline, payload: Uint8Array): void {
  const event = decode(payload).sub(1);
  if (!event) return;
  const update = event.sub(1);
  const append = event.sub(2);
  const error = event.sub(5)?.sub(3);
  if (update) applyUpdate(line.model, update, line.state);
  if (append) applyAppend(line.model, append);
  if (error) {
    refused(line, error.str(2));
    return;
  }
  if (update || append) project(line.model, line.state);
  if (line.model.status === 5) offerRetry(line);
  line.ready();
  changed();
}

function refused(line: Timeline, messageId: string): void {
  const { state } = line;
  const turn = state.turns.find((one) => one.uuid === messageId);
  if (!turn) return;
  failedSend(
    state,
    messageId,
    "Message couldn't be sent. You can try again.",
    () => void post(state, line.id, messageId, uuid7(), turn.text),
  );
}

/** A turn that ended in error is asked for again under its old question. */
function offerRetry(line: Timeline): void {
  const question = line.state.turns.findLast((turn) => turn.sender === 'human');
  if (!question) return;
  line.state.retry = () => {
    line.state.problem = null;
    void post(line.state, line.id, question.uuid, uuid7(), '', true);
  };
}

async function follow(line: Timeline): Promise<void> {
  const body = await openTimeline(line.id, line.abort.signal);
  for await (const { flags, payload } of readFrames(body)) {
    if (flags & END_OF_STREAM) {
      const end = JSON.parse(new TextDecoder().decode(payload)) as { error?: { message: string } };
      if (end.error) throw new TypeError(end.error.message);
      return;
    }
    onEvent(line, payload);
  }
}

/** The server closes timelines all the time; the page opens the next one. */
async function keepOpen(line: Timeline, fail: (error: unknown) => void): Promise<void> {
  let failures = 0;
  while (!line.abort.signal.aborted) {
    try {
      await follow(line);
      if (line.state.running && !session.flags.reopen_timelines) return;
      failures = 0;
      await sleep(100, line.abort.signal).catch(() => undefined);
    } catch (error) {
      if (line.abort.signal.aborted) return;
      failures += 1;
      fail(error);
      await sleep(Math.min(8000, 500 * 2 ** failures), line.abort.signal).catch(() => undefined);
    }
  }
}

function open(state: ChatState, id: string): Promise<void> {
  timeline?.abort.abort();
  return new Promise((resolve, reject) => {
    timeline = { state, id, model: emptyModel(), abort: new AbortController(), ready: resolve };
    // Only a first load can fail visibly; later on the page just opens another one.
    void keepOpen(timeline, (error) => reject(error));
  });
}

export async function openMerged(state: ChatState, id: string): Promise<void> {
  await open(state, id);
}

function discard(state: ChatState, messageId: string): void {
  state.turns = state.turns.filter((turn) => turn.uuid !== messageId);
  state.problem = null;
  state.discard = null;
  state.running = false;
  changed();
}

async function post(
  state: ChatState,
  id: string,
  human: string,
  assistant: string,
  text: string,
  retry = false,
  files: readonly Attached[] = [],
): Promise<void> {
  state.running = true;
  rekey(state, human, 'refused', 'pending');
  changed();
  const parent =
    state.turns.findLast((turn) => turn.uuid !== human && !turn.key.startsWith('refused-'))?.uuid ?? ROOT;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const send = message(
    [1, human],
    [2, assistant],
    [3, text],
    [5, parent],
    [6, retry ? INPUT_RETRY : 1],
    [7, model()],
    [12, zone],
    [13, document.documentElement.lang],
    // `inline_attachments`; what is in it is not known.
    ...files.map((file): Field => [15, message([1, file.file_name], [2, file.extracted_content])]),
  );
  try {
    await perform(id, [2, send]);
  } catch (error) {
    const limit = error instanceof PageError && error.status === 429;
    if (limit) {
      state.running = false;
      rekey(state, human, 'pending', 'refused');
      state.problem = problemOf(error);
      return changed();
    }
    failedSend(state, human, 'Failed to send', () => void post(state, id, human, assistant, text, retry));
  }
}

export function sendMerged(text: string, id: string, fresh: boolean): void {
  const { state } = chat;
  const human = uuid7();
  state.problem = null;
  state.discard = null;
  state.turns = state.turns.filter((turn) => !turn.key.startsWith('refused-'));
  state.turns.push({ key: `pending-${human}`, uuid: human, sender: 'human', text, streaming: false });
  if (!state.title) state.title = 'New session';
  void post(state, id, human, uuid7(), text, false, takeFiles()).then(() => {
    if (fresh) window.setTimeout(() => window.dispatchEvent(new Event('page:conversations')), 500);
  });
  if (fresh) void open(state, id).catch(() => undefined);
}

export function stopMerged(): void {
  const { state } = chat;
  if (state.id) void perform(state.id, [3, message()]).catch(() => undefined);
}
