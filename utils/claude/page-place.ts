/**
 * Where in claude.ai the user is, from the address and the readable cookie `lastActiveOrg`.
 * Seen: tests/fixtures/claude/endpoints.json (2026-10). When wrong: the chat can't be saved from its own tab.
 */
import { first, SELECTORS } from './selectors';

export interface Place {
  readonly path: string;
  readonly conversationId: string | null;
  readonly organizationId: string | null;
  readonly model: string | null;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

export const conversationIdOf = (path: string): string | null =>
  new RegExp(`^/chat/(${UUID.source})`, 'i').exec(path)?.[1]?.toLowerCase() ?? null;

/** Pages with a composer for messages; elsewhere a text box is something else. */
export const isChatPath = (path: string): boolean => /^\/(new|chat\/.*|project\/.*)?$/.test(path);

export function readPlace(document: Document, path: string): Place {
  return {
    path: path.slice(0, 300),
    conversationId: conversationIdOf(path),
    organizationId: organizationIn(document.cookie),
    model: first(document, SELECTORS.model)?.textContent?.trim().slice(0, 100) || null,
  };
}

export const organizationIn = (cookies: string): string | null =>
  new RegExp(`(?:^|;\\s*)lastActiveOrg=(${UUID.source})`, 'i').exec(cookies)?.[1] ?? null;
