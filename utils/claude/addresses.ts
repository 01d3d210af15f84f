/**
 * Where claude.ai and its pages are.
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10). When wrong: links to a chat, and what opens a new one, lead nowhere.
 */
export const SITE = 'https://claude.ai';

export const NEW_CHAT = `${SITE}/new`;

/** The id may be anything that an imported file says. */
export const chatAddress = (conversationId: string): string =>
  `${SITE}/chat/${encodeURIComponent(conversationId)}`;
