import { expect, vi } from 'vitest';
import { signalOf } from '@/utils/claude/judgement';
import type { Sighting } from '@/utils/claude/sighting';
import { watchFetch } from '@/utils/claude/watch-fetch';
import type { Signal } from '@/utils/signals/types';

export const CHAT = '01990a4e-7c21-7d3a-9f10-52b6c0d1e2f3';
const ORG = '0b6c2f1e-5a77-4d0e-9c1b-64d2f8a7e310';
export const SEND = `/api/organizations/${ORG}/chat_conversations/${CHAT}/completion`;
export const LIST = `/api/organizations/${ORG}/chat_conversations_v2?limit=30`;
const RPC = '/claudeai-rpc/anthropic.bard.api.v1alpha.ConversationService';
export const ACTION = `${RPC}/PerformAction`;
export const TIMELINE = `${RPC}/StreamTimeline`;
export const POST = { method: 'POST', body: '{"prompt":"hi"}' };

export const SSE = { headers: { 'content-type': 'text/event-stream; charset=utf-8' } };
export const PROTO = { headers: { 'content-type': 'application/connect+proto' } };

/** The page's `fetch`, watched; it answers with what is given. */
export function watchedPage(
  answer: (...args: Parameters<typeof fetch>) => Promise<Response>,
  href = 'https://claude.ai/new',
) {
  const signals: Signal[] = [];
  const native = vi.fn(answer);
  const page = { fetch: native as unknown as typeof fetch, location: { href } };
  let clock = 1_000;
  watchFetch(page, {
    // As they come out at the other end of the channel.
    report: (sighting) => {
      signals.push(signalOf(JSON.parse(JSON.stringify(sighting)) as Sighting));
    },
    now: () => (clock += 1),
  });
  const kinds = () => signals.map(({ kind }) => kind);
  const heard = async (kind: Signal['kind']): Promise<void> =>
    vi.waitFor(() => expect(kinds()).toContain(kind));
  return { page, native, signals, kinds, heard };
}

export const always = (make: () => Response) => async (): Promise<Response> => make();

/** A body whose chunks are given one by one. */
export function openBody() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const cancelled = vi.fn();
  const body = new ReadableStream<Uint8Array>({
    start: (its) => {
      controller = its;
    },
    cancel: cancelled,
  });
  return {
    body,
    cancelled,
    give: (...chunks: Uint8Array[]) => {
      for (const chunk of chunks) controller?.enqueue(chunk);
    },
    close: () => controller?.close(),
    break: (error: unknown) => controller?.error(error),
  };
}

export async function bytesIn(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  return new Uint8Array(Buffer.concat(parts));
}
