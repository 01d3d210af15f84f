import { gzipSync } from 'node:zlib';
import { endFrame, frame } from '../stage/connect-frames.ts';
import { message } from '../stage/protobuf.ts';
import { ASSISTANT_ID, BLOCK_ID, CHAT_ID, OLD_ID, USER_ID } from './ids.ts';
import type { FrameItem } from './types.ts';

type Bytes = Uint8Array;

/** Field numbers as extracted from claude.ai's bundle in October 2026; failures are known from the schema only. */
const event = (field: number, payload: Bytes): Bytes => frame(message([1, message([field, payload])]));
const update = (...fields: Parameters<typeof message>): Bytes => event(1, message(...fields));

const conversation = ({ status, kind, class: failure, resetsAt, model, chat }: FrameItem): Bytes =>
  message(
    [1, chat ?? CHAT_ID],
    [3, status],
    [6, model],
    [22, kind],
    [35, failure],
    [61, resetsAt === undefined ? undefined : message([1, resetsAt])],
  );

const stopDetails = ({ class: failure, http }: FrameItem): Bytes | undefined =>
  failure === undefined && http === undefined
    ? undefined
    : message([7, message([1, failure], [2, http], [3, 1])]);

const reply = (item: FrameItem, id = ASSISTANT_ID): Bytes =>
  message(
    [1, id],
    [3, 2],
    [6, item.stop ? 1 : 0],
    [7, item.stop || undefined],
    [11, USER_ID],
    [16, stopDetails(item)],
  );
const prompt = (id = USER_ID): Bytes => message([1, id], [3, 1], [6, 1]);

const DETAILS: Record<string, [number, Bytes]> = {
  rate_limit: [5, message([1, 3600])],
  overloaded: [6, message()],
  message_limit_exceeded: [7, message([2, 1])],
  conversation_too_large: [7, message([3, 1])],
  message_too_large: [7, message([4, 1])],
  authentication: [8, message()],
  permission: [9, message()],
  not_found: [10, message()],
};

function streamError({ type, message: text, detail, class: failure, http }: FrameItem): Bytes {
  const api: [number, Bytes] = [11, message([1, failure], [2, http])];
  return message([1, type], [2, text], [3, text], [4, 1], detail ? (DETAILS[detail] ?? api) : api);
}

const FRAMES: Record<string, (item: FrameItem) => Bytes> = {
  running: (item) =>
    update([2, conversation({ status: 2, ...item })], [3, prompt()], [3, reply({ at: 0, frame: '' })]),
  status: (item) => update([2, conversation(item)]),
  append: ({ text }) => event(2, message([1, BLOCK_ID], [2, text ?? 'word '])),
  summary: ({ text }) => event(2, message([1, BLOCK_ID], [6, text ?? 'Reading the plan'])),
  heartbeat: () => event(6, message()),
  settled: (item) =>
    update([2, conversation({ ...item, status: 1 })], [3, reply({ ...item, stop: item.stop ?? 1 })]),
  failed: (item) =>
    update(
      [2, conversation({ ...item, status: item.status ?? 5 })],
      [3, reply({ ...item, stop: item.stop ?? 11 })],
    ),
  snapshot: (item) =>
    update(
      [1, true],
      [2, conversation({ status: 1, ...item })],
      [3, prompt(item.now ? USER_ID : OLD_ID)],
      [3, reply({ ...item, stop: item.stop ?? 1 }, item.now ? ASSISTANT_ID : BLOCK_ID)],
    ),
  error: (item) => event(3, streamError(item)),
  'ack-applied': () => event(5, message([1, message([1, 'session-1'], [2, 4])], [2, message()])),
  'ack-error': (item) =>
    event(
      5,
      message([1, message([1, 'session-1'], [2, 4])], [3, message([1, streamError(item)], [2, USER_ID])]),
    ),
  accepted: () => event(14, message()),
  limit: ({ status, resetsAt }) =>
    event(4, message([1, status ?? 1], [2, resetsAt === undefined ? undefined : message([1, resetsAt])])),
  'notices-changed': () => event(13, message()),
  'model-change': () => event(15, message()),
  'memory-failure': () => event(12, message()),
  deleted: () => event(9, message()),
  cadence: () => endFrame({ metadata: { 'stream-close-reason': ['cadence'] } }),
  end: () => endFrame({}),
  'end-error': ({ code, message: text }) =>
    endFrame({ error: { code: code ?? 'unavailable', message: text ?? '' } }),
};

/** The same frame with its payload compressed, as the flag then says. */
export function compressed(bytes: Bytes): Bytes {
  const flags = bytes[0] ?? 0;
  return frame(new Uint8Array(gzipSync(bytes.subarray(5))), flags | 1);
}

export function frameBytes(item: FrameItem): Bytes {
  const make = FRAMES[item.frame];
  if (!make) throw new Error(`no such frame: ${item.frame}`);
  return make(item);
}
