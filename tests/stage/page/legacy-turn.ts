import { call, failure, headers, orgPath } from './api.ts';
import { sleep } from './dom.ts';
import { IncompleteStream, StreamFailure } from './error-text.ts';
import type { Attached } from './files.ts';
import { model } from './models.ts';
import { readSse } from './sse-reader.ts';
import { type ChatState, changed, type Turn } from './store.ts';
import { loadTree, showTree } from './tree.ts';

/** One turn on its way; its ids stay the same over all tries. */
export interface Sending {
  state: ChatState;
  conversation: string;
  prompt: string;
  human: string;
  assistant: string;
  parent: string;
  fresh: boolean;
  attachments: Attached[];
  abort: AbortController;
}

function body(sending: Sending): string {
  const fresh = {
    create_conversation_params: {
      name: '',
      model: model(),
      include_conversation_preferences: true,
      paprika_mode: null,
      compass_mode: null,
      enabled_imagine: true,
      is_temporary: false,
      tool_search_mode: 'auto',
    },
  };
  return JSON.stringify({
    prompt: sending.prompt,
    parent_message_uuid: sending.parent,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: document.documentElement.lang,
    model: model(),
    effort: 'low',
    thinking_mode: 'auto',
    tools: [],
    turn_message_uuids: { human_message_uuid: sending.human, assistant_message_uuid: sending.assistant },
    attachments: sending.attachments,
    files: [],
    sync_sources: [],
    rendering_mode: 'messages',
    ...(sending.fresh ? fresh : {}),
  });
}

function apply(turn: Turn, data: Record<string, unknown>): void {
  const delta = (data.delta ?? {}) as Record<string, unknown>;
  if (data.type === 'content_block_delta' && delta.type === 'text_delta') turn.text += String(delta.text);
  if (data.type === 'error') {
    const error = (data.error ?? {}) as Record<string, unknown>;
    throw new StreamFailure(String(error.type), String(error.message));
  }
  if (data.type === 'message_delta' && delta.stop_reason === 'error')
    throw new StreamFailure('api_error', 'stopped with an error');
}

async function readReply(sending: Sending, stream: ReadableStream<Uint8Array>, turn: Turn): Promise<void> {
  let complete = false;
  for await (const { data } of readSse(stream)) {
    const value = JSON.parse(data) as Record<string, unknown>;
    if (value.type === 'message_stop') complete = true;
    apply(turn, value);
    changed();
  }
  if (!complete && !sending.abort.signal.aborted) throw new IncompleteStream();
}

/** The server has had this turn before: its answer is in the tree, or will be. */
async function readFromTree(sending: Sending): Promise<void> {
  for (;;) {
    const status = (await call(
      orgPath(`/chat_conversations/${sending.conversation}/completion_status?poll=false`),
      { quiet: true },
    )) as { is_pending: boolean; is_error: boolean };
    if (status.is_error) throw new StreamFailure('api_error', 'failed on the server');
    if (!status.is_pending) break;
    await sleep(1000, sending.abort.signal);
  }
  showTree(sending.state, await loadTree(sending.conversation, true));
}

/** One request for the reply. */
export async function attempt(sending: Sending, turn: Turn): Promise<void> {
  turn.text = '';
  turn.streaming = true;
  changed();
  const response = await fetch(orgPath(`/chat_conversations/${sending.conversation}/completion`), {
    method: 'POST',
    credentials: 'include',
    signal: sending.abort.signal,
    headers: headers({ accept: 'text/event-stream', 'content-type': 'application/json' }),
    body: body(sending),
  });
  if (response.status === 409) return readFromTree(sending);
  if (!response.ok) throw await failure(response);
  if (!response.headers.get('content-type')?.includes('text/event-stream') || !response.body)
    throw new IncompleteStream();
  await readReply(sending, response.body, turn);
}
