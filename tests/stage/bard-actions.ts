import { gunzipSync } from 'node:zlib';
import { mutationAccepted, mutationError } from './bard-mutations.ts';
import { answer, type Call } from './call.ts';
import type { Conversation } from './conversation.ts';
import { answerWith, applyFault } from './fault-answers.ts';
import type { Mutation } from './generation.ts';
import { uuid7 } from './ids.ts';
import { type Decoded, decode, message } from './protobuf.ts';
import { keepQuestion, questionOf } from './questions.ts';

interface Send {
  mutation: Mutation;
  conversation: string;
  human: string;
  assistant: string;
  text: string;
  parent: string | undefined;
  model: string | undefined;
  retry: boolean;
  attachments: { name: string; text: string }[];
}

const INPUT_MODE_RETRY = 2;

function readSend(request: Decoded, body: Decoded): Send {
  const header = request.sub(1);
  return {
    mutation: { session: header?.sub(1)?.str(1) ?? '', version: header?.sub(1)?.num(2) ?? 0 },
    conversation: header?.str(2) ?? '',
    human: body.str(1),
    assistant: body.str(2) || uuid7(),
    text: body.str(3),
    parent: body.str(5) || undefined,
    model: body.str(7) || undefined,
    retry: body.num(6) === INPUT_MODE_RETRY,
    attachments: body.all(15).map((one) => ({ name: one.str(1), text: one.str(2) })),
  };
}

function logSend(call: Call, send: Send): void {
  const repeat = call.world.sendKeys.has(send.human) && !send.retry;
  call.world.sendKeys.add(send.human);
  call.entry.send = {
    key: send.human || null,
    protocol: 'merged',
    conversation: send.conversation,
    text: send.text,
    model: send.model ?? null,
    attachments: send.attachments,
    repeat,
    retry: send.retry,
  };
}

/** 200 means accepted; what comes of it arrives on the timeline. */
const accepted = (call: Call): void =>
  answer(call, 200, { 'content-type': 'application/proto' }, Buffer.from(message()));

function ensure(call: Call, id: string): Conversation {
  return call.world.account.find(id) ?? call.world.account.create({ uuid: id });
}

function start(call: Call, send: Send): void {
  const { account, generations, faults, outbox } = call.world;
  const taken = faults.takeStream(send.model);
  if (taken) call.entry.fault = taken.id;
  const conversation = ensure(call, send.conversation);
  if (send.model) conversation.model = send.model;
  const kind = taken?.fault.kind;
  if (kind === 'mutation-ack-error') {
    outbox.set(send.conversation, [mutationError(send.mutation, send.human)]);
    return;
  }
  if (kind === 'never-begins') {
    outbox.set(send.conversation, [mutationAccepted(send.mutation)]);
    return;
  }
  const prompt = send.text || questionOf(conversation, send.human);
  if (!send.retry) keepQuestion(account, conversation, send.human, send.text, send.parent);
  generations.start({
    conversation,
    humanUuid: send.human,
    assistantUuid: send.assistant,
    prompt,
    mutation: send.mutation,
    fault: taken?.fault ?? null,
  });
}

async function sendMessage(call: Call, send: Send): Promise<void> {
  logSend(call, send);
  const taken = call.world.faults.takeAnswer(['send', 'api'], call.path, send.model);
  if (taken) {
    call.entry.fault = taken.id;
    if (taken.fault.serverKeeps === 'answer') start(call, send);
    else if (taken.fault.serverKeeps === 'question')
      keepQuestion(call.world.account, ensure(call, send.conversation), send.human, send.text, send.parent);
    if (await answerWith(call, taken.fault)) return;
  }
  const known = call.world.generations.of(send.conversation);
  const answered = call.world.account
    .find(send.conversation)
    ?.chat_messages.some((one) => one.parent_message_uuid === send.human);
  const running = known?.humanUuid === send.human && known.state === 'running';
  if (send.retry || (!answered && !running)) start(call, send);
  accepted(call);
}

/** PerformAction: sends, stops and small changes. */
export async function performAction(call: Call): Promise<void> {
  const bytes = await call.body();
  const request = decode(call.req.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes);
  const body = request.sub(2);
  if (body) return sendMessage(call, readSend(request, body));
  if (await applyFault(call, ['api'])) return;
  const id = request.sub(1)?.str(2) ?? '';
  if (request.has(3)) call.world.generations.of(id)?.stop();
  const conversation = call.world.account.find(id);
  const leaf = request.sub(23)?.str(1);
  if (conversation && leaf) conversation.current_leaf_message_uuid = leaf;
  accepted(call);
}
