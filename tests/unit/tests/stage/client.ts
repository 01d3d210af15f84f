import { request } from 'node:https';
import { isIPv4 } from 'node:net';
import { frame, readFrames } from '../../../stage/connect-frames.ts';
import { type Decoded, decode, type Field, message } from '../../../stage/protobuf.ts';
import type { Stage } from '../../../stage/types.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

export interface Ask {
  /** Default claude.ai. */
  readonly host?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
  /** Stops reading here: for answers that have no end. */
  readonly forMs?: number;
}

const SERVICE = '/claudeai-rpc/anthropic.bard.api.v1alpha.ConversationService/';

/** A signed-in call to the stage's claude.ai, as bytes; rejects when the connection fails. */
export function ask(stage: Stage, path: string, options: Ask = {}): Promise<Answer & { bytes: Buffer }> {
  const { host = 'claude.ai' } = options;
  return new Promise((resolve, reject) => {
    const call = request({
      host: '127.0.0.1',
      port: stage.httpsPort,
      ...(isIPv4(host) ? {} : { servername: host }),
      path,
      method: options.method ?? 'GET',
      agent: false,
      rejectUnauthorized: false,
      headers: {
        host,
        origin: 'https://claude.ai',
        cookie: `sessionKey=${stage.account.sessionKey}`,
        ...options.headers,
      },
    });
    call.on('error', reject);
    call.on('response', (response) => {
      const parts: Buffer[] = [];
      const done = (): void => {
        const bytes = Buffer.concat(parts);
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, bytes, body: bytes.toString() });
        call.destroy();
      };
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', done);
      response.on('error', done);
      if (options.forMs) setTimeout(done, options.forMs);
    });
    call.end(options.body);
  });
}

/** A send on the legacy protocol; the answer is the whole stream. */
export const sendLegacy = (stage: Stage, id: string, model = 'claude-opus-4-8', forMs?: number) =>
  ask(stage, `/api/organizations/${stage.account.chatOrg}/chat_conversations/${id}/completion`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'hi', model, turn_message_uuids: {} }),
    ...(forMs === undefined ? {} : { forMs }),
  });

let version = 0;

export function sendMerged(stage: Stage, id: string, model = 'claude-opus-4-8') {
  version += 1;
  const header = message([1, message([1, 'session-a'], [2, version])], [2, id]);
  const send: Field = [
    2,
    message([1, `question-${version}`], [2, `answer-${version}`], [3, 'hi'], [7, model]),
  ];
  return ask(stage, `${SERVICE}PerformAction`, {
    method: 'POST',
    headers: { 'content-type': 'application/proto' },
    body: message([1, header], send),
  });
}

export interface Event {
  readonly flags: number;
  /** Of the end frame. */
  readonly json: string;
  readonly event: Decoded | null;
}

/** What a timeline brings within a while. */
export async function timeline(stage: Stage, id: string, forMs: number): Promise<Event[]> {
  const { bytes } = await ask(stage, `${SERVICE}StreamTimeline`, {
    method: 'POST',
    headers: { 'content-type': 'application/connect+proto' },
    body: frame(message([1, id])),
    forMs,
  });
  const events: Event[] = [];
  const body = new Blob([new Uint8Array(bytes)]).stream();
  for await (const { flags, payload } of readFrames(body)) {
    const isEnd = (flags & 2) !== 0;
    events.push({
      flags,
      json: isEnd ? new TextDecoder().decode(payload) : '',
      event: isEnd ? null : decode(payload).sub(1),
    });
  }
  return events;
}
