import { answerJson, type Call } from './call.ts';
import type { Conversation } from './conversation.ts';

/** As it travels, but for the messages. A generated conversation makes those when they are read, so they aren't here. */
export function meta(conversation: Conversation): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(Object.getOwnPropertyDescriptors(conversation)))
    if (!OFF_THE_WIRE.has(key)) wire[key] = value.value;
  return wire;
}

const OFF_THE_WIRE = new Set(['chat_messages', 'organization', 'archived']);

const row = (conversation: Conversation): Record<string, unknown> => ({
  ...meta(conversation),
  user_uuid: null,
  project: null,
});

const organizationOf = (call: Call): string => /^\/api\/organizations\/([^/]+)/.exec(call.path)?.[1] ?? '';

/** One page as `chat_conversations_v2` answers it: newest-modified first, no cursor, archived ones only when asked for. */
export function listed(call: Call, fits: (conversation: Conversation) => boolean = () => true): void {
  const { searchParams } = call.url;
  const limit = Number(searchParams.get('limit') ?? 30);
  const offset = Number(searchParams.get('offset') ?? 0);
  const starred = searchParams.get('starred');
  const archived = searchParams.get('archived') === 'true';
  const all = call.world.account
    .list({ organization: organizationOf(call), archived })
    .filter((one) => (starred === null || String(one.is_starred) === starred) && fits(one));
  const data = all.slice(offset, offset + limit);
  answerJson(call, { data: data.map(row), has_more: offset + limit < all.length });
  drift(call, data, all.slice(offset + limit));
}

/** What somebody does in another tab between two pages. */
function drift(call: Call, above: readonly Conversation[], below: readonly Conversation[]): void {
  const { account, config } = call.world;
  // Without a next page nothing would be noticed.
  if (config.drift === 'none' || below.length === 0) return;
  const touched = below[Math.floor(below.length / 2)];
  if (touched && config.drift !== 'deleted') account.touch(touched);
  if (config.drift === 'touched') return;
  const deleted = above[Math.floor(above.length / 2)];
  if (deleted) account.conversations.delete(deleted.uuid);
}

/** The older list: everything at once, archived ones too, unless it is told a limit. */
export function listedAtOnce(call: Call): void {
  const { account } = call.world;
  const limit = Number(call.url.searchParams.get('limit') ?? Number.POSITIVE_INFINITY);
  const offset = Number(call.url.searchParams.get('offset') ?? 0);
  const organization = organizationOf(call);
  const all = [...account.list({ organization }), ...account.list({ organization, archived: true })];
  answerJson(call, all.slice(offset, offset + limit).map(row));
}
