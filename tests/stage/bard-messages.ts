import { errorClass, KIND, ROLE, STATUS, STOP, stopOf } from './bard-fields.ts';
import { activePath, type Conversation, type Message, plainText } from './conversation.ts';
import { type Generation, resetsAt } from './generation.ts';
import { type Field, message } from './protobuf.ts';

const time = (iso: string): Uint8Array => message([1, Math.floor(Date.parse(iso) / 1000)]);
export const groupId = (id: string): string => `${id.slice(0, -3)}a${id.slice(-2)}`;
/** One block per message is enough for the page; ids are made from the message's. */
export const blockId = (id: string): string => `${id.slice(0, -3)}b${id.slice(-2)}`;

const classOf = (generation: Generation): number =>
  generation.fault?.errorClass ?? errorClass(generation.failedWith);

/** A conversation as it stands, with the turn under way. */
export function conversationFields(conversation: Conversation, generation: Generation | undefined): Field[] {
  const running = generation?.state === 'running';
  const failed = generation?.state === 'failed';
  const kind = failed
    ? KIND.errorRescuable
    : running && generation.upstreamRetry
      ? KIND.runningUpstreamRetry
      : null;
  return [
    [1, conversation.uuid],
    [2, conversation.name],
    [3, running ? STATUS.running : failed ? STATUS.error : STATUS.idle],
    [4, time(conversation.created_at)],
    [5, time(conversation.updated_at)],
    [6, conversation.model],
    [7, conversation.current_leaf_message_uuid],
    [22, kind],
    [23, running ? generation.humanUuid : null],
    [24, running ? generation.assistantUuid : null],
    [35, failed ? classOf(generation) : null],
    [57, running && generation.upstreamRetry ? 1 : null],
    [61, failed && generation.failedWith === 429 ? message([1, resetsAt(generation)]) : null],
  ];
}

function messageFields(one: Message): Field[] {
  return [
    [1, one.uuid],
    [3, one.sender === 'human' ? ROLE.user : ROLE.assistant],
    [4, one.index],
    [6, 1],
    [7, one.sender === 'assistant' ? stopOf(one.stop_reason) : null],
    [9, time(one.created_at)],
    [11, one.parent_message_uuid],
  ];
}

function contentFields(id: string, text: string, complete: boolean): Field[] {
  return [
    [4, message([1, groupId(id)], [2, id], [3, 1])],
    [5, message([1, blockId(id)], [2, groupId(id)], [3, 0], [4, complete], [8, complete ? 2 : 1], [9, text])],
  ];
}

/** The assistant's message while it is being written, or after it failed. */
function liveFields(generation: Generation): Field[] {
  const failed = generation.state === 'failed';
  const status = generation.failedWith;
  const details = failed
    ? message([1, 'error'], [7, message([1, classOf(generation)], [2, status], [3, status >= 500])])
    : null;
  return [
    [
      3,
      message(
        [1, generation.assistantUuid],
        [3, ROLE.assistant],
        [4, generation.conversation.chat_messages.length],
        [6, failed],
        [7, failed ? STOP.error : null],
        [11, generation.humanUuid],
        [16, details],
      ),
    ],
    ...contentFields(generation.assistantUuid, generation.said, failed),
  ];
}

const update = (...fields: Field[]): Uint8Array => message([1, message([1, message(...fields)])]);
export const event = (...fields: Field[]): Uint8Array => message([1, message(...fields)]);

/** The whole of the current branch, at most its newest window. */
export function snapshot(
  conversation: Conversation,
  generation: Generation | undefined,
  limit = 100,
): Uint8Array {
  const path = activePath(conversation).slice(-limit);
  const live =
    generation &&
    (generation.state === 'running' || generation.state === 'failed') &&
    path.at(-1)?.uuid === generation.humanUuid;
  const fields: Field[] = path.flatMap((one): Field[] => [
    [3, message(...messageFields(one))],
    ...contentFields(one.uuid, plainText(one), true),
  ]);
  return update(
    [1, 1],
    [2, message(...conversationFields(conversation, generation))],
    ...fields,
    ...(live ? liveFields(generation) : []),
  );
}

export const running = (generation: Generation): Uint8Array =>
  update([2, message(...conversationFields(generation.conversation, generation))], ...liveFields(generation));

/** Seen: it may come at any point of a turn, and ends none. */
export const limitReached = (generation: Generation): Uint8Array =>
  event([4, message([1, 3], [2, message([1, resetsAt(generation)])], [9, 'five_hour'])]);

export const append = (generation: Generation, text: string): Uint8Array =>
  event([2, message([1, blockId(generation.assistantUuid)], [2, text])]);

export const heartbeat = (): Uint8Array => event([6, message()]);

/** One update says that it is over. */
export function settle(generation: Generation): Uint8Array {
  const { conversation } = generation;
  const answer = conversation.chat_messages.find((one) => one.uuid === generation.assistantUuid);
  const rest: Field[] =
    answer && generation.state !== 'failed'
      ? [[3, message(...messageFields(answer))], ...contentFields(answer.uuid, plainText(answer), true)]
      : liveFields(generation);
  return update([2, message(...conversationFields(conversation, generation))], ...rest);
}
