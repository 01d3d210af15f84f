import {
  buildMessage,
  type Conversation,
  emptyConversation,
  keepMessages,
  type Message,
  type NewConversation,
  type NewMessage,
} from './conversation.ts';
import { stamp, uuid4 } from './ids.ts';
import type { Project } from './projects.ts';
import type { SandboxFile, StageFile } from './stage-files.ts';

export interface Organization {
  uuid: string;
  name: string;
  /** Chats exist where `chat` is among them. */
  capabilities: string[];
}

export interface Account {
  uuid: string;
  email: string;
  chatOrg: string;
  apiOrg: string;
  sessionKey: string;
  /** In the order in which the API names them; the first is not one that chats. */
  organizations: Organization[];
  conversations: Map<string, Conversation>;
  projects: Map<string, Project>;
  /** By uuid. */
  files: Map<string, StageFile>;
  /** By conversation; one that isn't here has no sandbox any more. */
  sandboxes: Map<string, SandboxFile[]>;
  find(uuid: string): Conversation | undefined;
  /** Newest-modified first, temporary chats left out. Without a word: those of the usual organisation that aren't archived. */
  list(which?: { organization?: string; archived?: boolean }): Conversation[];
  create(options?: NewConversation): Conversation;
  addMessage(conversation: Conversation, message: NewMessage): Message;
  /** Marks as modified now, which moves it to the top of the list. */
  touch(conversation: Conversation, at?: number): void;
}

const API_ORG = '66666666-6666-4666-8666-666666666666';

export function createAccount(): Account {
  const conversations = new Map<string, Conversation>();
  const chatOrg = '33333333-3333-4333-8333-333333333333';
  const account: Account = {
    uuid: '55555555-5555-4555-8555-555555555555',
    email: 'someone@example.com',
    chatOrg,
    apiOrg: API_ORG,
    sessionKey: `sk-ant-sid01-stage-${uuid4()}`,
    organizations: [
      { uuid: API_ORG, name: 'Console', capabilities: ['api'] },
      { uuid: chatOrg, name: "Someone's Organization", capabilities: ['claude_max', 'chat'] },
    ],
    conversations,
    projects: new Map(),
    files: new Map(),
    sandboxes: new Map(),
    find: (uuid) => conversations.get(uuid),
    list: ({ organization = chatOrg, archived = false } = {}) =>
      [...conversations.values()]
        .filter((one) => !one.is_temporary && one.organization === organization && one.archived === archived)
        .sort((a, b) => (a.updated_at < b.updated_at ? 1 : a.updated_at > b.updated_at ? -1 : 0)),
    create(options = {}) {
      const conversation = emptyConversation(options, chatOrg);
      conversations.set(conversation.uuid, conversation);
      return conversation;
    },
    addMessage(conversation, input) {
      keepMessages(conversation);
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
