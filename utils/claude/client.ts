/**
 * claude.ai's own API as far as a backup needs it: the organisations, the list of conversations, one conversation.
 * The tree GET answers on both protocol generations; without `render_all_tools=true` tool blocks come back as placeholders.
 * The list is newest first and has no cursor: what is touched between two pages jumps to the top and pushes the rest down.
 * Seen: tests/fixtures/conversations/list-page.json (2026-10). When wrong: conversations are missed, or no backup is made.
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

export interface ReadConversation {
  readonly organizationId: string;
  /** The payload exactly as sent. */
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly conversation: Conversation;
}

const inOrganization = (id: string): string => `/api/organizations/${encodeURIComponent(id)}`;

export async function readConversation(
  fetch: Fetch,
  organizationId: string,
  id: string,
  options?: ReadOptions,
): Promise<Outcome<ReadConversation>> {
  const query = 'tree=True&rendering_mode=messages&render_all_tools=true';
  const path = `${inOrganization(organizationId)}/chat_conversations/${encodeURIComponent(id)}?${query}`;
  const answer = await getJson(fetch, path, options);
  if (!answer.ok) return answer;
  const parsed = parseConversation(answer.value.json);
  if (!parsed.ok || parsed.value.uuid !== id) return failed('unknown-shape');
  return { ok: true, value: { organizationId, raw: answer.value.raw, conversation: parsed.value } };
}

/** The browser's own copy of the last good answer. Only for code that runs on claude.ai, whose cache it is. */
export const readCachedConversation = (fetch: Fetch, organizationId: string, id: string) =>
  readConversation(fetch, organizationId, id, { cache: 'only-if-cached' });

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
  const parsed = z.array(OrganizationSchema).safeParse(answer.value.json);
  if (!parsed.success) return failed('unknown-shape');
  const chatting = parsed.data.filter((one) => one.capabilities?.includes('chat') ?? true);
  return { ok: true, value: chatting.map((one) => ({ id: one.uuid, name: one.name ?? '' })) };
}

export const ListedSchema = z.looseObject({
  uuid: z.string(),
  name: z.nullish(z.string()),
  updated_at: z.nullish(z.string()),
  current_leaf_message_uuid: z.nullish(z.string()),
});
/** One row of the list. (updated_at, current_leaf_message_uuid) changes when the conversation does. */
export type Listed = z.infer<typeof ListedSchema>;

const PageSchema = z.looseObject({ data: z.array(ListedSchema), has_more: z.nullish(z.boolean()) });
type Page = z.infer<typeof PageSchema>;

const PAGE_SIZE = 50;
const MAX_PAGES = 2000;
const MAX_REREADS = 3;

/** How a failed request is tried again; the client itself never does. */
export type Persist = <T>(ask: () => Promise<Outcome<T>>) => Promise<Outcome<T>>;
const once: Persist = (ask) => ask();

export interface ListOptions extends ReadOptions {
  readonly persist?: Persist;
}

/** Every conversation of an organisation, archived ones too. The older, unpaged list stands in when the newer can't be read. */
export async function listConversations(
  fetch: Fetch,
  organizationId: string,
  options: ListOptions = {},
): Promise<Outcome<readonly Listed[]>> {
  const seen = new Map<string, Listed>();
  for (const filter of ['', '&archived=true']) {
    const problem = await readPages(fetch, organizationId, filter, seen, options);
    if (!problem) continue;
    const isUnreadable = ['not-found', 'unknown-shape', 'not-json', 'http'].includes(problem.error);
    return isUnreadable ? listAtOnce(fetch, organizationId, seen, options) : problem;
  }
  return { ok: true, value: [...seen.values()] };
}

/** Fills `seen` until a page says that it is the last, then re-reads the top for what jumped there meanwhile. */
async function readPages(
  fetch: Fetch,
  organizationId: string,
  filter: string,
  seen: Map<string, Listed>,
  options: ListOptions,
): Promise<ClientFailure | undefined> {
  const ask = (offset: number) => readPage(fetch, organizationId, `&offset=${offset}${filter}`, options);
  const filtered = new Map<string, Listed>();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await ask(page * PAGE_SIZE);
    if (!answer.ok) return answer;
    const fresh = addNew(filtered, answer.value.data);
    for (const row of answer.value.data) seen.set(row.uuid, row);
    if (!answer.value.has_more) return page > 0 ? rereadTop(ask, filtered, seen) : undefined;
    if (fresh === 0) return failed('unknown-shape'); // "more" without anything new: the offset is ignored
  }
  return failed('too-large');
}

async function rereadTop(
  ask: (offset: number) => Promise<Outcome<Page>>,
  filtered: Map<string, Listed>,
  seen: Map<string, Listed>,
): Promise<ClientFailure | undefined> {
  for (let reread = 0; reread < MAX_REREADS; reread += 1) {
    const answer = await ask(0);
    if (!answer.ok) return answer;
    for (const row of answer.value.data) seen.set(row.uuid, row);
    if (addNew(filtered, answer.value.data) === 0) return undefined;
  }
  return undefined;
}

/** How many rows were not known before. */
function addNew(known: Map<string, Listed>, rows: readonly Listed[]): number {
  const before = known.size;
  for (const row of rows) known.set(row.uuid, row);
  return known.size - before;
}

async function readPage(
  fetch: Fetch,
  organizationId: string,
  query: string,
  options: ListOptions,
): Promise<Outcome<Page>> {
  const path = `${inOrganization(organizationId)}/chat_conversations_v2?limit=${PAGE_SIZE}${query}`;
  return (options.persist ?? once)(async () => {
    const answer = await getJson(fetch, path, options);
    if (!answer.ok) return answer;
    const parsed = PageSchema.safeParse(answer.value.json);
    return parsed.success ? { ok: true, value: parsed.data } : failed('unknown-shape');
  });
}

async function listAtOnce(
  fetch: Fetch,
  organizationId: string,
  seen: Map<string, Listed>,
  options: ListOptions,
): Promise<Outcome<readonly Listed[]>> {
  const path = `${inOrganization(organizationId)}/chat_conversations`;
  const answer = await (options.persist ?? once)(() => getJson(fetch, path, options));
  if (!answer.ok) return answer;
  const parsed = z.array(ListedSchema).safeParse(answer.value.json);
  if (!parsed.success) return failed('unknown-shape');
  for (const row of parsed.data) seen.set(row.uuid, row);
  return { ok: true, value: [...seen.values()] };
}
