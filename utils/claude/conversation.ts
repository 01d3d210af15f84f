/**
 * The conversation tree: `chat_messages` is a flat list of all branches, tied by `parent_message_uuid`; the active branch ends
 * at `current_leaf_message_uuid`, which is absent from an empty chat and may name a cancelled message without a body.
 * Only what the tree hangs on is typed; everything else is kept as sent, because claude.ai adds fields and blocks without notice.
 * Seen: tests/fixtures/conversations/every-block.json (2026-10). When wrong: chats are kept raw, but can't be read or listed.
 */

import * as z from 'zod/mini';
import { fail, ok, type Result } from '@/utils/result';

/** Parent of a first message. Several messages have it when the first one was edited. */
export const ROOT_ID = '00000000-0000-4000-8000-000000000000';

const maybeText = z.nullish(z.string());

export const BlockSchema = z.looseObject({ type: z.string() });
export type Block = z.infer<typeof BlockSchema>;

const MessageSchema = z.looseObject({
  uuid: z.string(),
  /** `human` or `assistant`. */
  sender: maybeText,
  parent_message_uuid: maybeText,
  /** Blocks; `unknown` because a malformed one must not cost the whole chat. */
  content: z.nullish(z.array(z.unknown())),
  /** Empty where `content` is filled, full in the official export. */
  text: maybeText,
});
export type Message = z.infer<typeof MessageSchema>;

const ConversationSchema = z.looseObject({
  uuid: z.string(),
  name: maybeText,
  model: maybeText,
  created_at: maybeText,
  updated_at: maybeText,
  current_leaf_message_uuid: maybeText,
  chat_messages: z.array(MessageSchema),
});
export type Conversation = z.infer<typeof ConversationSchema>;

export type ConversationError = 'not-json' | 'unknown-shape';

/** A conversation from JSON that has been read already. */
export function parseConversation(value: unknown): Result<Conversation, ConversationError> {
  const parsed = ConversationSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : fail('unknown-shape');
}

/** A conversation from the payload's text: half a JSON and HTML are expected here. */
export function readConversationText(raw: string): Result<Conversation, ConversationError> {
  try {
    return parseConversation(JSON.parse(raw));
  } catch {
    return fail('not-json');
  }
}

const parentOf = (message: Message): string => message.parent_message_uuid ?? ROOT_ID;

/** Messages by their id; of two with the same id the later one counts. */
const byId = (conversation: Conversation): Map<string, Message> =>
  new Map(conversation.chat_messages.map((message) => [message.uuid, message]));

/** One that is there several times counts once. */
export const messageCount = (conversation: Conversation): number => byId(conversation).size;

/** Without a single parent id the list is no tree but one line, as in older exports. */
const isLine = (conversation: Conversation): boolean =>
  conversation.chat_messages.every((message) => message.parent_message_uuid == null);

/** From the first message to this one. Ends early at a missing parent or a circle. */
export const pathTo = (conversation: Conversation, id: string): readonly Message[] =>
  pathIn(byId(conversation), id);

function pathIn(messages: ReadonlyMap<string, Message>, id: string): readonly Message[] {
  const path: Message[] = [];
  const seen = new Set<string>();
  let message = messages.get(id);
  while (message && !seen.has(message.uuid)) {
    seen.add(message.uuid);
    path.push(message);
    message = messages.get(parentOf(message));
  }
  return path.reverse();
}

/** Replies to each message in the order of the list: timestamps may be inverted or null. */
export function childrenOf(conversation: Conversation): ReadonlyMap<string, readonly Message[]> {
  const known = byId(conversation);
  const children = new Map<string, Message[]>();
  for (const message of known.values()) {
    const parent = known.has(parentOf(message)) ? parentOf(message) : ROOT_ID;
    const siblings = children.get(parent) ?? [];
    siblings.push(message);
    children.set(parent, siblings);
  }
  return children;
}

/** Down from a message, over the newest reply at each fork. */
function lineFrom(
  start: Message,
  children: ReadonlyMap<string, readonly Message[]>,
  taken: Set<string>,
): Message[] {
  const line: Message[] = [];
  let message: Message | undefined = start;
  while (message && !taken.has(message.uuid)) {
    taken.add(message.uuid);
    line.push(message);
    message = children.get(message.uuid)?.findLast((child) => !taken.has(child.uuid));
  }
  return line;
}

/** The branch that the user looks at. */
export function activePath(conversation: Conversation): readonly Message[] {
  if (isLine(conversation)) return [...byId(conversation).values()];
  const path = pathTo(conversation, conversation.current_leaf_message_uuid ?? '');
  if (path.length > 0) return path;
  const children = childrenOf(conversation);
  const first = children.get(ROOT_ID)?.at(-1);
  return first ? lineFrom(first, children, new Set()) : [];
}

/** Up to where a branch leaves what is taken. No further: a chat may be long, and have as many branches. */
function firstFree(
  message: Message,
  messages: ReadonlyMap<string, Message>,
  taken: ReadonlySet<string>,
): Message {
  const seen = new Set<string>();
  let start = message;
  for (let next: Message | undefined = message; next && !taken.has(next.uuid) && !seen.has(next.uuid); ) {
    start = next;
    seen.add(start.uuid);
    next = messages.get(parentOf(start));
  }
  return start;
}

export interface Branch {
  /** uuid of the message it leaves; null when it begins the chat. */
  readonly forkedFrom: string | null;
  readonly messages: readonly Message[];
}

/** Every message once: the active branch first, then what leaves it, and what leaves that. */
export function branches(conversation: Conversation): readonly Branch[] {
  const active = activePath(conversation);
  const children = childrenOf(conversation);
  const messages = byId(conversation);
  const taken = new Set(active.map((message) => message.uuid));
  const found: Branch[] = [{ forkedFrom: null, messages: active }];
  for (const message of conversation.chat_messages) {
    while (!taken.has(message.uuid)) {
      const start = firstFree(message, messages, taken);
      const forkedFrom = parentOf(start) === ROOT_ID ? null : parentOf(start);
      found.push({ forkedFrom, messages: lineFrom(start, children, taken) });
    }
  }
  return found;
}

/** Messages that share a parent with this one, itself included. */
export const versionsOfMessage = (
  message: Message,
  children: ReadonlyMap<string, readonly Message[]>,
): readonly Message[] => children.get(parentOf(message)) ?? [message];

/** Facts that a snapshot row is made of. */
export interface SnapshotFacts {
  readonly conversationId: string;
  readonly title: string;
  readonly model: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly leafId: string | null;
  readonly messageCount: number;
  /** uuid; null outside of a project. */
  readonly projectId: string | null;
  /** False when a message's parent is missing, or all of them though one is named: then the tree is only part of the chat. */
  readonly whole: boolean;
}

export function snapshotFacts(conversation: Conversation): SnapshotFacts {
  const ids = byId(conversation);
  return {
    conversationId: conversation.uuid,
    title: conversation.name ?? '',
    model: conversation.model ?? null,
    createdAt: conversation.created_at ?? null,
    updatedAt: conversation.updated_at ?? null,
    leafId: conversation.current_leaf_message_uuid ?? null,
    messageCount: messageCount(conversation),
    projectId: typeof conversation.project_uuid === 'string' ? conversation.project_uuid : null,
    whole:
      (ids.size > 0 || !conversation.current_leaf_message_uuid) &&
      conversation.chat_messages.every((one) => parentOf(one) === ROOT_ID || ids.has(parentOf(one))),
  };
}

/** claude.ai's own chats without a trace. */
export const isTemporary = (conversation: Conversation): boolean => conversation.is_temporary === true;
