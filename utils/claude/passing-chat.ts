/**
 * A conversation that the page itself has loaded: its URL names the organisation and the chat, and asks for the whole tree.
 * Seen: tests/fixtures/claude/endpoints.json (2026-10). When wrong: nothing is taken as it passes; a request after the reply is.
 */
import { isTree } from './http-cache';

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
