// @vitest-environment node

import { request } from 'node:https';
import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endFrame, frame, readFrames } from '../../../stage/connect-frames.ts';
import { decode, message } from '../../../stage/protobuf.ts';
import { SEEDED } from '../../../stage/seed.ts';
import { startStage } from '../../../stage/stage.ts';
import type { Stage } from '../../../stage/types.ts';

let stage: Stage;

interface Answer {
  status: number;
  body: string;
}

function get(path: string, host = 'claude.ai', headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cookie = `sessionKey=${stage.account.sessionKey}`;
    const call = request(
      {
        host: '127.0.0.1',
        port: stage.httpsPort,
        path,
        rejectUnauthorized: false,
        headers: { host, cookie, ...headers },
      },
      (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    call.on('error', reject);
    call.end();
  });
}

beforeAll(async () => {
  stage = await startStage();
});
beforeEach(() => stage.reset());
afterAll(() => stage.close());

const tree = (): string =>
  `/api/organizations/${stage.account.chatOrg}/chat_conversations/${SEEDED.everyBlock}?tree=True&rendering_mode=messages&render_all_tools=true`;

test('the tree holds all branches, and the leaf is one of them', async () => {
  const { status, body } = await get(tree());
  const value = JSON.parse(body) as { current_leaf_message_uuid: string; chat_messages: { uuid: string }[] };
  expect(status).toBe(200);
  expect(value.chat_messages.map((one) => one.uuid)).toContain(value.current_leaf_message_uuid);
});

test('a fault strikes as often as it was asked to', async () => {
  stage.fail({ on: 'tree', kind: 'json-529', times: 1 });
  const [first, second] = [await get(tree()), await get(tree())];
  expect([first.status, second.status]).toEqual([529, 200]);
  expect(first.body).toContain('overloaded_error');
});

test('without a session the API answers 401', async () => {
  expect((await get(tree(), 'claude.ai', { cookie: '' })).status).toBe(401);
});

test('the status page says what it was set to', async () => {
  stage.set({ status: 'major' });
  const { body } = await get('/api/v2/summary.json', 'status.claude.com');
  expect((JSON.parse(body) as { status: { indicator: string } }).status.indicator).toBe('critical');
});

test('the proxy refuses hosts that the stage does not play', async () => {
  const answer = await new Promise<string>((resolve) => {
    const socket = connectSocket(stage.proxyPort, '127.0.0.1', () =>
      socket.write('CONNECT unknown.example:443 HTTP/1.1\r\nHost: unknown.example:443\r\n\r\n'),
    );
    socket.once('data', (data) => {
      resolve(String(data));
      socket.destroy();
    });
  });
  expect(answer).toContain('502');
  expect(stage.unknownHosts).toEqual(['unknown.example:443']);
});

test('protobuf and frames survive the way there and back, cut at every byte', async () => {
  const payload = message([1, 'ä'], [2, 300], [3, message([7, true])]);
  const bytes = [...frame(payload), ...endFrame({ metadata: { a: ['b'] } })];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const frames = [];
  for await (const one of readFrames(body)) frames.push(one);
  const read = decode(frames[0]?.payload ?? new Uint8Array());
  expect([read.str(1), read.num(2), read.sub(3)?.num(7), frames[1]?.flags]).toEqual(['ä', 300, 1, 2]);
});
