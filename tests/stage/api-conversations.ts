import { answer, answerJson, type Call, readJson, text } from './call.ts';
import { listed, listedAtOnce, meta } from './chat-list.ts';
import { completion, completionStatus } from './completion.ts';
import { activePath, type Conversation } from './conversation.ts';
import { apiError, notFound, userFacing } from './errors.ts';
import { applyFault } from './fault-answers.ts';

/** Seen: `rendering_mode=raw` collapses tool blocks. Captures of 2026-07. */
function tree(call: Call, conversation: Conversation): void {
  const { searchParams } = call.url;
  const whole = searchParams.get('tree')?.toLowerCase() === 'true';
  const messages = whole ? conversation.chat_messages : activePath(conversation);
  const raw = searchParams.get('rendering_mode') === 'raw';
  const shown = raw
    ? messages.map((message) => ({
        ...message,
        content: message.content.filter((block) => block.type === 'text'),
      }))
    : messages;
  answerJson(call, {
    ...meta(conversation),
    chat_messages: shown,
    is_wiggle_enabled: true,
    workspace_upgraded: false,
  });
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

async function one(call: Call, org: string, id: string, action: string): Promise<void> {
  if (call.method === 'POST' && (action === '/completion' || action === '/retry_completion'))
    return completion(call, id, action === '/retry_completion');
  if (action === '/completion_status') {
    if (await applyFault(call, ['completion-status', 'api'])) return;
    return completionStatus(call, id);
  }
  if (await applyFault(call, call.method === 'GET' ? ['tree', 'api'] : ['api'])) return;
  const conversation = call.world.account.find(id);
  if (!conversation) return notFound(call, 'Conversation not found');
  if (conversation.organization !== org) return elsewhere(call);
  if (call.method === 'GET' && (action === '' || action === '/latest')) return tree(call, conversation);
  await change(call, conversation, action);
}

/** A conversation of another organisation, which the account belongs to or doesn't. */
function elsewhere(call: Call): void {
  if (call.world.config.wrongOrg === 404) notFound(call, 'Conversation not found');
  else apiError(call, 403, { message: 'Invalid authorization for organization', details: userFacing() });
}

async function collection(call: Call, org: string, name: string): Promise<void> {
  if (await applyFault(call, call.method === 'GET' ? ['list', 'api'] : ['api'])) return;
  if (call.method === 'GET') return name === 'chat_conversations_v2' ? listed(call) : listedAtOnce(call);
  const body = await readJson(call);
  const created = call.world.account.create({
    uuid: text(body.uuid) || undefined,
    name: text(body.name),
    model: text(body.model) || undefined,
    organization: org,
  });
  answerJson(call, meta(created), 201);
}

/** `/api/organizations/{org}/chat_conversations…`. True = answered. */
export async function conversationApi(call: Call, org: string, rest: string): Promise<boolean> {
  const { account, config } = call.world;
  const known = account.organizations.find(({ uuid }) => uuid === org);
  const chats = known?.capabilities.includes('chat') ?? false;
  if (rest === '/chat_conversations' || rest === '/chat_conversations_v2') {
    if (!chats) answerJson(call, rest.endsWith('v2') ? { data: [], has_more: false } : []);
    else await collection(call, org, rest.slice(1));
    return true;
  }
  const match = /^\/chat_conversations\/([^/]+)(\/.*)?$/.exec(rest);
  if (!match) return false;
  if (chats) await one(call, org, match[1] ?? '', match[2] ?? '');
  else if (config.wrongOrg === 404 && known) notFound(call, 'Conversation not found');
  else apiError(call, 403, { message: 'Invalid authorization for organization', details: userFacing() });
  return true;
}
