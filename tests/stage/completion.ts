import { answerJson, type Call, readJson, text } from './call.ts';
import { streamReply } from './completion-stream.ts';
import type { Conversation } from './conversation.ts';
import { apiError, userFacing } from './errors.ts';
import { answerWith } from './fault-answers.ts';
import type { AnswerFault } from './fault-kinds.ts';
import type { Generation } from './generation.ts';
import { uuid7 } from './ids.ts';
import { keepQuestion, questionOf } from './questions.ts';

interface Turn {
  conversation: Conversation | undefined;
  id: string;
  human: string;
  assistant: string;
  prompt: string;
  parent: string | undefined;
  model: string | undefined;
  retry: boolean;
  attachments: Record<string, unknown>[];
}

function readTurn(call: Call, id: string, body: Record<string, unknown>, retry: boolean): Turn {
  const ids = (body.turn_message_uuids ?? {}) as Record<string, unknown>;
  const parent = text(body.parent_message_uuid) || undefined;
  const conversation = call.world.account.find(id);
  const human = retry ? (parent ?? '') : text(ids.human_message_uuid) || uuid7();
  const prompt = retry && conversation ? questionOf(conversation, human) : text(body.prompt);
  return {
    conversation,
    id,
    human,
    assistant: text(ids.assistant_message_uuid) || uuid7(),
    prompt,
    parent,
    model: text(body.model) || conversation?.model,
    retry,
    attachments: Array.isArray(body.attachments) ? (body.attachments as Record<string, unknown>[]) : [],
  };
}

function logSend(call: Call, turn: Turn): void {
  const key = turn.human || null;
  const repeat = !turn.retry && key !== null && call.world.sendKeys.has(key);
  if (key !== null) call.world.sendKeys.add(key);
  call.entry.send = {
    key,
    protocol: 'legacy',
    conversation: turn.id,
    text: turn.prompt,
    model: turn.model ?? null,
    attachments: turn.attachments.map((one) => ({
      name: text(one.file_name),
      text: text(one.extracted_content),
    })),
    repeat,
    retry: turn.retry,
  };
}

function ensureConversation(call: Call, turn: Turn, body: Record<string, unknown>): Conversation | null {
  if (turn.conversation) return turn.conversation;
  const params = body.create_conversation_params as Record<string, unknown> | undefined;
  if (!params) return null;
  return call.world.account.create({
    uuid: turn.id,
    name: text(params.name),
    model: text(params.model) || undefined,
    temporary: params.is_temporary === true,
  });
}

function startTurn(call: Call, turn: Turn, conversation: Conversation): Generation {
  const { account, generations, faults } = call.world;
  if (turn.model) conversation.model = turn.model;
  if (!turn.retry) keepQuestion(account, conversation, turn.human, turn.prompt, turn.parent);
  const taken = faults.takeStream(turn.model);
  if (taken) call.entry.fault = taken.id;
  return generations.start({
    conversation,
    humanUuid: turn.human,
    assistantUuid: turn.assistant,
    prompt: turn.prompt,
    fault: taken?.fault ?? null,
  });
}

/** What a failed send nevertheless left behind on the server. */
function keepDespite(call: Call, turn: Turn, body: Record<string, unknown>, fault: AnswerFault): void {
  if (!fault.serverKeeps || fault.serverKeeps === 'nothing') return;
  const conversation = ensureConversation(call, turn, body);
  if (!conversation) return;
  if (fault.serverKeeps === 'answer') startTurn(call, turn, conversation);
  else keepQuestion(call.world.account, conversation, turn.human, turn.prompt, turn.parent);
}

/** POST …/completion and …/retry_completion. */
export async function completion(call: Call, id: string, retry: boolean): Promise<void> {
  const body = await readJson(call);
  const turn = readTurn(call, id, body, retry);
  logSend(call, turn);
  const taken = call.world.faults.takeAnswer(['send', 'api'], call.path, turn.model);
  if (taken) {
    call.entry.fault = taken.id;
    keepDespite(call, turn, body, taken.fault);
    if (await answerWith(call, taken.fault)) return;
  }
  const known = call.world.generations.of(id);
  const answered = turn.conversation?.chat_messages.some(
    (message) => message.parent_message_uuid === turn.human,
  );
  if (!retry && (answered || (known?.humanUuid === turn.human && known.state === 'running'))) {
    return apiError(call, 409, { type: 'invalid_request_error', message: 'Duplicate turn' });
  }
  const conversation = ensureConversation(call, turn, body);
  if (!conversation)
    return apiError(call, 404, {
      message: 'Conversation not found',
      details: userFacing('chat_conversation_not_found'),
    });
  streamReply(call, startTurn(call, turn, conversation));
}

export function completionStatus(call: Call, id: string): void {
  const generation = call.world.generations.of(id);
  const failed = generation?.state === 'failed';
  answerJson(call, {
    is_pending: generation?.state === 'running',
    is_error: failed,
    error_code: failed ? (generation.failedWith === 529 ? 'overloaded_error' : 'api_error') : null,
    error_detail: null,
  });
}
