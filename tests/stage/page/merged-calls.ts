import { frame } from '../connect-frames.ts';
import { type Decoded, decode, type Field, message } from '../protobuf.ts';
import { failure, headers, toastFor } from './api.ts';
import type { ListItem } from './sidebar.ts';

const SERVICE = '/claudeai-rpc/anthropic.bard.api.v1alpha.ConversationService/';

const rpcHeaders = (type: string): Record<string, string> =>
  headers({ 'content-type': type, 'connect-protocol-version': '1' });

/** A fresh ArrayBuffer, which is what a request body wants. */
const bodyOf = (bytes: Uint8Array): Blob => new Blob([bytes.slice().buffer as ArrayBuffer]);

export async function unary(name: string, request: Uint8Array, quiet = false): Promise<Decoded> {
  const response = await fetch(SERVICE + name, {
    method: 'POST',
    credentials: 'include',
    headers: rpcHeaders('application/proto'),
    body: bodyOf(request),
  });
  if (!response.ok) {
    const error = await failure(response);
    if (!quiet) toastFor(error);
    throw error;
  }
  return decode(new Uint8Array(await response.arrayBuffer()));
}

export async function openTimeline(id: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(`${SERVICE}StreamTimeline`, {
    method: 'POST',
    credentials: 'include',
    signal,
    headers: rpcHeaders('application/connect+proto'),
    body: bodyOf(frame(message([1, id]))),
  });
  if (!response.ok) throw await failure(response);
  if (!response.body) throw new TypeError('no body');
  return response.body;
}

let version = 0;
const mutationSession = crypto.randomUUID();

/** PerformAction with its header; the answer only says that it was accepted. */
export function perform(conversation: string, action: Field): Promise<Decoded> {
  version += 1;
  const mutation = message([1, mutationSession], [2, version]);
  return unary(
    'PerformAction',
    message([1, message([1, mutation], [2, conversation], [14, document.documentElement.lang])], action),
    true,
  );
}

export async function listMerged(): Promise<ListItem[]> {
  const answer = await unary('ListConversations', message([2, 30]));
  return answer.all(1).map((one) => ({ uuid: one.str(1), name: one.str(2) }));
}
