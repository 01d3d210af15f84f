/**
 * claude.ai's own API as far as a backup needs it: the organisations and one conversation.
 * The tree GET answers on both protocol generations; without `render_all_tools=true` tool blocks come back as placeholders.
 * Seen: tests/fixtures/conversations/organizations.json (2026-10). When wrong: no backup is made, or only half of one.
 */

import * as z from 'zod/mini';
import {
  type ClientFailure,
  type Fetch,
  failed,
  getJson,
  type Outcome,
  type ReadOptions,
} from '@/utils/claude/client-answer';
import { type Conversation, parseConversation } from '@/utils/claude/conversation';
import { TREE_QUERY } from '@/utils/claude/http-cache';

export interface ReadConversation {
  readonly organizationId: string;
  /** The payload exactly as sent. */
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly conversation: Conversation;
}

export const inOrganization = (id: string): string => `/api/organizations/${encodeURIComponent(id)}`;

export async function readConversation(
  fetch: Fetch,
  organizationId: string,
  id: string,
  options?: ReadOptions,
): Promise<Outcome<ReadConversation>> {
  const path = `${inOrganization(organizationId)}/chat_conversations/${encodeURIComponent(id)}?${TREE_QUERY}`;
  const answer = await getJson(fetch, path, options);
  if (!answer.ok) return answer;
  const parsed = parseConversation(answer.value.json);
  if (!parsed.ok || parsed.value.uuid !== id) return failed('unknown-shape');
  return { ok: true, value: { organizationId, raw: answer.value.raw, conversation: parsed.value } };
}

/** Tries one organisation after the other while the answer is "not here"; any other failure ends the search. */
export async function findConversation(
  fetch: Fetch,
  organizationIds: readonly string[],
  id: string,
  options?: ReadOptions,
): Promise<Outcome<ReadConversation>> {
  let missing: ClientFailure = failed('not-found');
  for (const organizationId of organizationIds) {
    const answer = await readConversation(fetch, organizationId, id, options);
    if (answer.ok || answer.error !== 'not-found') return answer;
    missing = answer;
  }
  return missing;
}

const OrganizationSchema = z.looseObject({
  uuid: z.string(),
  name: z.nullish(z.string()),
  /** `chat` among them when it holds conversations; API-only organisations have none. */
  capabilities: z.nullish(z.array(z.string())),
});

export interface Organization {
  readonly id: string;
  readonly name: string;
}

/** Those that can hold conversations; one that doesn't list its capabilities may. */
export async function listOrganizations(
  fetch: Fetch,
  options?: ReadOptions,
): Promise<Outcome<readonly Organization[]>> {
  const answer = await getJson(fetch, '/api/organizations', options);
  if (!answer.ok) return answer;
  const rows = z.array(z.unknown()).safeParse(answer.value.json);
  if (!rows.success) return failed('unknown-shape');
  const parsed = rows.data.flatMap((row) => OrganizationSchema.safeParse(row).data ?? []);
  if (parsed.length < rows.data.length && parsed.length === 0) return failed('unknown-shape');
  const chatting = parsed.filter((one) => one.capabilities?.includes('chat') ?? true);
  return { ok: true, value: chatting.map((one) => ({ id: one.uuid, name: one.name ?? '' })) };
}

/** How a failed request is tried again; the client itself never does. */
export type Persist = <T>(ask: () => Promise<Outcome<T>>) => Promise<Outcome<T>>;

export interface ListOptions extends ReadOptions {
  readonly persist?: Persist;
}

/** Asks, and again as far as `persist` goes. */
export const asked = <T>({ persist }: ListOptions, ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  persist ? persist(ask) : ask();
