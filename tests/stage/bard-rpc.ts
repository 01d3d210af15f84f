import { performAction } from './bard-actions.ts';
import { readConversationJson } from './bard-json.ts';
import { conversationFields, snapshot } from './bard-messages.ts';
import { streamTimeline } from './bard-timeline.ts';
import { answer, answerJson, type Call, isSignedIn, readJson, text } from './call.ts';
import { endFrame, unframe } from './connect-frames.ts';
import { apiError } from './errors.ts';
import { applyFault } from './fault-answers.ts';
import type { FaultTarget } from './fault-kinds.ts';
import { decode, message } from './protobuf.ts';

const SERVICE = '/claudeai-rpc/anthropic.bard.api.v1alpha.ConversationService/';

const TARGETS: Record<string, FaultTarget[]> = {
  StreamTimeline: ['stream', 'api'],
  ReadConversation: ['tree', 'api'],
  ReadConversationHistory: ['tree', 'api'],
  ListConversations: ['list', 'api'],
  StreamConversationList: ['list', 'api'],
};

const isJson = (call: Call): boolean => (call.req.headers['content-type'] ?? '').includes('json');

function proto(call: Call, bytes: Uint8Array): void {
  answer(call, 200, { 'content-type': 'application/proto' }, Buffer.from(bytes));
}

async function readConversation(call: Call): Promise<void> {
  const id = isJson(call) ? text((await readJson(call)).conversationId) : decode(await call.body()).str(1);
  const conversation = call.world.account.find(id);
  if (!conversation) return apiError(call, 404, { message: 'conversation not found' });
  const generation = call.world.generations.of(id);
  if (isJson(call)) return answerJson(call, readConversationJson(conversation, generation));
  // A snapshot is StreamTimelineResponse{event{update}}; here the update alone is wanted.
  const whole = decode(snapshot(conversation, generation, Number.MAX_SAFE_INTEGER));
  proto(call, message([1, 1], [2, whole.sub(1)?.bytes(1)]));
}

async function listConversations(call: Call): Promise<void> {
  const all = call.world.account.list();
  if (isJson(call)) {
    const { limit, olderCursor } = await readJson(call);
    const from = Number(olderCursor ?? 0) || 0;
    const to = from + (Number(limit) || 30);
    const conversations = all.slice(from, to).map((one) => ({
      id: one.uuid,
      title: one.name,
      status: 'STATUS_IDLE',
      updatedAt: one.updated_at,
      createdAt: one.created_at,
      currentLeafMessageId: one.current_leaf_message_uuid,
    }));
    return answerJson(call, { conversations, ...(to < all.length ? { olderCursor: String(to) } : {}) });
  }
  const request = decode(await call.body());
  const from = Number(request.str(1)) || 0;
  const to = from + (request.num(2) || 30);
  const page = all
    .slice(from, to)
    .map((one): [number, Uint8Array] => [
      1,
      message(...conversationFields(one, call.world.generations.of(one.uuid))),
    ]);
  proto(call, message(...page, [2, to < all.length ? String(to) : null]));
}

function history(call: Call): void {
  proto(call, message([3, 1]));
}

async function method(call: Call, name: string): Promise<void> {
  switch (name) {
    case 'StreamTimeline':
      return streamTimeline(call, decode(unframe(await call.body())).str(1));
    case 'ReadConversation':
      return readConversation(call);
    case 'ReadConversationHistory':
      return history(call);
    case 'ListConversations':
      return listConversations(call);
    case 'StreamConversationList':
      return answer(
        call,
        200,
        { 'content-type': 'application/connect+proto' },
        Buffer.from(endFrame({ metadata: { 'stream-close-reason': ['cadence'] } })),
      );
    case 'GetNewConversationDefaults':
      return isJson(call)
        ? answerJson(call, { model: 'claude-opus-4-8' })
        : proto(call, message([1, 'claude-opus-4-8']));
    case 'ReportViewing':
    case 'PrepareSend':
      return proto(call, message());
    default:
      return apiError(call, 501, { message: 'unimplemented' });
  }
}

/** Everything below /claudeai-rpc. */
export async function bardRpc(call: Call): Promise<void> {
  // Seen: captures of 2026-10; the extension's own origin is refused here, and only here.
  if (call.req.headers.origin !== 'https://claude.ai')
    return apiError(call, 403, { message: 'origin not allowed' });
  if (!isSignedIn(call)) return apiError(call, 401, { message: 'unauthenticated' });
  if (call.world.config.protocol === 'legacy')
    return apiError(call, 403, { message: 'This feature is not included in your current plan' });
  if (call.method !== 'POST' || !call.path.startsWith(SERVICE))
    return apiError(call, 404, { message: 'not found' });
  const name = call.path.slice(SERVICE.length);
  if (name === 'PerformAction') return performAction(call);
  if (await applyFault(call, TARGETS[name] ?? ['api'])) return;
  await method(call, name);
}
