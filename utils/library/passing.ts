import { type Conversation, readConversationText, snapshotFacts } from '@/utils/claude/conversation';
import { isTree } from '@/utils/claude/http-cache';
import { isNew, type RescueEdges } from '@/utils/library/rescue';
import type { Snapshot } from '@/utils/library/types';

const CONVERSATION =
  /^https:\/\/claude\.ai\/api\/organizations\/([\w-]+)\/chat_conversations\/([0-9a-f-]{36})\?/i;

/** Which chat a page has loaded, told by what it hands on: the URL on the first line, then the body. */
export function passingChat(payload: string): { organizationId: string; conversationId: string } | undefined {
  const [, organizationId, conversationId] = CONVERSATION.exec(payload) ?? [];
  const isWhole = isTree(payload.slice(0, payload.indexOf('\n')));
  return organizationId && conversationId && isWhole
    ? { organizationId, conversationId: conversationId.toLowerCase() }
    : undefined;
}

/** Keeps a conversation that the page has just loaded, if it is another one than the library has. undefined: it isn't kept. */
export async function keepPassing(edges: RescueEdges, payload: string): Promise<Snapshot | undefined> {
  const chat = passingChat(payload);
  const raw = payload.slice(payload.indexOf('\n') + 1);
  const read = chat && readConversationText(raw);
  if (!chat || !read?.ok || read.value.uuid !== chat.conversationId || isTemporary(read.value))
    return undefined;
  const facts = snapshotFacts(read.value);
  if (!(await isNew(edges, facts))) return undefined;
  const { organizationId } = chat;
  return edges.store.saveSnapshot(raw, {
    ...facts,
    organizationId,
    source: 'page-cache',
    capturedAt: edges.now(),
  });
}

/** claude.ai's own chats without a trace. */
export const isTemporary = (conversation: Conversation): boolean => conversation.is_temporary === true;
