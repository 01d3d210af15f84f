import { activePath, type Conversation } from './account.ts';
import { answer, answerJson, type Call, readJson, text } from './call.ts';
import { completion, completionStatus } from './completion.ts';
import { apiError, notFound, userFacing } from './errors.ts';
import { applyFault } from './fault-answers.ts';

function meta(conversation: Conversation): Record<string, unknown> {
  const { chat_messages: _messages, organization: _organization, ...rest } = conversation;
  return { ...rest, user_uuid: null, project: null };
}

function listV2(call: Call): void {
  const { searchParams } = call.url;
  const limit = Number(searchParams.get('limit') ?? 30);
  const offset = Number(searchParams.get('offset') ?? 0);
  const starred = searchParams.get('starred');
  const all = call.world.account
    .list()
    .filter((one) => starred === null || String(one.is_starred) === starred);
  answerJson(call, {
    data: all.slice(offset, offset + limit).map(meta),
    has_more: offset + limit < all.length,
  });
}

function listPlain(call: Call): void {
  const limit = Number(call.url.searchParams.get('limit') ?? Number.POSITIVE_INFINITY);
  const offset = Number(call.url.searchParams.get('offset') ?? 0);
  answerJson(
    call,
    call.world.account
      .list()
      .slice(offset, offset + limit)
      .map(meta),
  );
}

/** Seen: `rendering_mode=raw` collapses tool blocks. Captures of 2026-07. */
function tree(call: Call, conversation: Conversation): void {
  const { searchParams } = call.url;
  const whole = searchParams.get('tree')?.toLowerCase() === 'true';
  const messages = whole ? conversation.chat_messages : activePath(conversation);
  const { organization: _organization, ...rest } = conversation;
  const raw = searchParams.get('rendering_mode') === 'raw';
  const shown = raw
    ? messages.map((message) => ({
        ...message,
        content: message.content.filter((block) => block.type === 'text'),
      }))
    : messages;
  answerJson(call, { ...rest, chat_messages: shown, is_wiggle_enabled: true, workspace_upgraded: false });
}

async function change(call: Call, conversation: Conversation, action: string): Promise<void> {
  const body = await readJson(call);
  const { account, generations } = call.world;
  if (action === '/stop_response') {
    generations.of(conversation.uuid)?.stop();
    return answerJson(call, {});
  }
  if (action === '/current_leaf_message_uuid') {
    // Seen: a branch switch doesn't touch updated_at.
    conversation.current_leaf_message_uuid = text(body.current_leaf_message_uuid);
    return answerJson(call, {});
  }
  if (action === '/title') {
    conversation.name = text(body.title) || conversation.name;
    return answerJson(call, { title: conversation.name }, 202);
  }
  if (action === '' && call.method === 'PUT') {
    conversation.name = text(body.name) || conversation.name;
    account.touch(conversation);
    return answerJson(call, meta(conversation));
  }
  if (action === '' && call.method === 'DELETE') {
    account.conversations.delete(conversation.uuid);
    return answer(call, 204, {});
  }
  notFound(call);
}

async function one(call: Call, id: string, action: string): Promise<void> {
  if (call.method === 'POST' && (action === '/completion' || action === '/retry_completion'))
    return completion(call, id, action === '/retry_completion');
  if (action === '/completion_status') {
    if (await applyFault(call, ['completion-status', 'api'])) return;
    return completionStatus(call, id);
  }
  if (await applyFault(call, call.method === 'GET' ? ['tree', 'api'] : ['api'])) return;
  const conversation = call.world.account.find(id);
  if (!conversation) return notFound(call, 'Conversation not found');
  if (call.method === 'GET' && (action === '' || action === '/latest')) return tree(call, conversation);
  await change(call, conversation, action);
}

async function collection(call: Call, name: string): Promise<void> {
  if (await applyFault(call, call.method === 'GET' ? ['list', 'api'] : ['api'])) return;
  if (call.method === 'GET') return name === 'chat_conversations_v2' ? listV2(call) : listPlain(call);
  const body = await readJson(call);
  const created = call.world.account.create({
    uuid: text(body.uuid) || undefined,
    name: text(body.name),
    model: text(body.model) || undefined,
  });
  answerJson(call, meta(created), 201);
}

/** `/api/organizations/{org}/chat_conversations…`. True = answered. */
export async function conversationApi(call: Call, org: string, rest: string): Promise<boolean> {
  const { account, config } = call.world;
  if (rest === '/chat_conversations' || rest === '/chat_conversations_v2') {
    if (org !== account.chatOrg) answerJson(call, rest.endsWith('v2') ? { data: [], has_more: false } : []);
    else await collection(call, rest.slice(1));
    return true;
  }
  const match = /^\/chat_conversations\/([^/]+)(\/.*)?$/.exec(rest);
  if (!match) return false;
  if (org !== account.chatOrg) {
    if (config.wrongOrg === 404 && org === account.apiOrg) notFound(call, 'Conversation not found');
    else apiError(call, 403, { message: 'Invalid authorization for organization', details: userFacing() });
    return true;
  }
  await one(call, match[1] ?? '', match[2] ?? '');
  return true;
}
