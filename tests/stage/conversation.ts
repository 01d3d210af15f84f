import { ROOT_PARENT, stamp, uuid4, uuid7 } from './ids.ts';

export type Block = { type: string; [key: string]: unknown };

export interface Message {
  uuid: string;
  text: string;
  content: Block[];
  sender: 'human' | 'assistant';
  index: number;
  created_at: string;
  updated_at: string;
  truncated: boolean;
  stop_reason?: string;
  attachments: Record<string, unknown>[];
  files: Record<string, unknown>[];
  files_v2: Record<string, unknown>[];
  sync_sources: unknown[];
  parent_message_uuid: string;
  compaction_summary?: Block[];
}

export interface Conversation {
  uuid: string;
  name: string;
  summary: string;
  model: string;
  created_at: string;
  updated_at: string;
  settings: Record<string, unknown>;
  is_starred: boolean;
  is_temporary: boolean;
  project_uuid: string | null;
  session_id: string | null;
  platform: string;
  /** Seen: absent while a conversation has no messages. */
  current_leaf_message_uuid?: string;
  chat_messages: Message[];
  /** Not on the wire: which organisation it belongs to. */
  organization: string;
  /** Not on the wire: it stands in the list of archived chats only. */
  archived: boolean;
}

export interface NewConversation {
  uuid?: string;
  name?: string;
  model?: string;
  temporary?: boolean;
  at?: number;
  organization?: string;
  archived?: boolean;
  starred?: boolean;
  project?: string;
}

export interface NewMessage {
  sender: 'human' | 'assistant';
  uuid?: string;
  parent?: string;
  text?: string;
  content?: Block[];
  at?: number;
  stopReason?: string;
  attachments?: Record<string, unknown>[];
  files?: Record<string, unknown>[];
}

const MODEL = 'claude-opus-4-8';

export function textBlock(text: string, at: number = Date.now(), citations: unknown[] = []): Block {
  return {
    start_timestamp: stamp(at),
    stop_timestamp: stamp(at),
    flags: null,
    type: 'text',
    text,
    citations,
  };
}

export function plainText(message: Message): string {
  return message.content.map((block) => (block.type === 'text' ? String(block.text ?? '') : '')).join('');
}

/** From the root to the current leaf. */
export function activePath(conversation: Conversation): Message[] {
  const byId = new Map(conversation.chat_messages.map((message) => [message.uuid, message]));
  const path: Message[] = [];
  let at = conversation.current_leaf_message_uuid;
  while (at !== undefined && at !== ROOT_PARENT && path.length <= byId.size) {
    const message = byId.get(at);
    if (!message) break;
    path.unshift(message);
    at = message.parent_message_uuid;
  }
  return path;
}

export function buildMessage(
  conversation: Conversation,
  input: NewMessage,
  index: number = conversation.chat_messages.length,
): Message {
  const at = input.at ?? Date.now();
  return {
    uuid: input.uuid ?? uuid7(at),
    text: '',
    content: input.content ?? [textBlock(input.text ?? '', at)],
    sender: input.sender,
    index,
    created_at: stamp(at),
    updated_at: stamp(at),
    truncated: false,
    ...(input.sender === 'assistant' ? { stop_reason: input.stopReason ?? 'end_turn' } : {}),
    attachments: input.attachments ?? [],
    files: input.files ?? [],
    files_v2: [],
    sync_sources: [],
    parent_message_uuid: input.parent ?? conversation.current_leaf_message_uuid ?? ROOT_PARENT,
  };
}

export function emptyConversation(options: NewConversation, chatOrg: string): Conversation {
  const at = stamp(options.at ?? Date.now());
  return {
    uuid: options.uuid ?? uuid4(),
    name: options.name ?? '',
    summary: '',
    model: options.model ?? MODEL,
    created_at: at,
    updated_at: at,
    settings: {
      enabled_web_search: true,
      paprika_mode: 'extended',
      preview_feature_uses_artifacts: true,
    },
    is_starred: options.starred ?? false,
    is_temporary: options.temporary ?? false,
    project_uuid: options.project ?? null,
    session_id: null,
    platform: 'CLAUDE_AI',
    chat_messages: [],
    organization: options.organization ?? chatOrg,
    archived: options.archived ?? false,
  };
}

/** A generated conversation makes its messages anew each time that they are read, until it gets one of its own. */
export function keepMessages(conversation: Conversation): void {
  Object.defineProperty(conversation, 'chat_messages', {
    value: conversation.chat_messages,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}
