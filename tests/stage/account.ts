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
}

export interface Account {
  uuid: string;
  email: string;
  chatOrg: string;
  apiOrg: string;
  sessionKey: string;
  conversations: Map<string, Conversation>;
  find(uuid: string): Conversation | undefined;
  /** Newest-modified first, temporary chats left out. */
  list(): Conversation[];
  create(options?: {
    uuid?: string;
    name?: string;
    model?: string;
    temporary?: boolean;
    at?: number;
  }): Conversation;
  addMessage(conversation: Conversation, message: NewMessage): Message;
  /** Marks as modified now, which moves it to the top of the list. */
  touch(conversation: Conversation, at?: number): void;
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

export const MODEL = 'claude-opus-4-8';

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

function buildMessage(conversation: Conversation, input: NewMessage): Message {
  const at = input.at ?? Date.now();
  return {
    uuid: input.uuid ?? uuid7(at),
    text: '',
    content: input.content ?? [textBlock(input.text ?? '', at)],
    sender: input.sender,
    index: conversation.chat_messages.length,
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

export function createAccount(): Account {
  const conversations = new Map<string, Conversation>();
  const chatOrg = '33333333-3333-4333-8333-333333333333';
  const account: Account = {
    uuid: '55555555-5555-4555-8555-555555555555',
    email: 'someone@example.com',
    chatOrg,
    apiOrg: '66666666-6666-4666-8666-666666666666',
    sessionKey: `sk-ant-sid01-stage-${uuid4()}`,
    conversations,
    find: (uuid) => conversations.get(uuid),
    list: () =>
      [...conversations.values()]
        .filter((one) => !one.is_temporary)
        .sort((a, b) => b.updated_at.localeCompare(a.updated_at)),
    create(options = {}) {
      const at = options.at ?? Date.now();
      const conversation: Conversation = {
        uuid: options.uuid ?? uuid4(),
        name: options.name ?? '',
        summary: '',
        model: options.model ?? MODEL,
        created_at: stamp(at),
        updated_at: stamp(at),
        settings: {
          enabled_web_search: true,
          paprika_mode: 'extended',
          preview_feature_uses_artifacts: true,
        },
        is_starred: false,
        is_temporary: options.temporary ?? false,
        project_uuid: null,
        session_id: null,
        platform: 'CLAUDE_AI',
        chat_messages: [],
        organization: chatOrg,
      };
      conversations.set(conversation.uuid, conversation);
      return conversation;
    },
    addMessage(conversation, input) {
      const message = buildMessage(conversation, input);
      conversation.chat_messages.push(message);
      conversation.current_leaf_message_uuid = message.uuid;
      account.touch(conversation, input.at);
      return message;
    },
    touch(conversation, at = Date.now()) {
      conversation.updated_at = stamp(at);
    },
  };
  return account;
}
