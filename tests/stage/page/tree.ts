import { call, orgPath } from './api.ts';
import { keepTree } from './storage.ts';
import type { ChatState, Turn } from './store.ts';

interface TreeBlock {
  type: string;
  text?: string;
  name?: string;
  thinking?: string;
}
interface TreeMessage {
  uuid: string;
  sender: 'human' | 'assistant';
  content: TreeBlock[];
  parent_message_uuid: string;
  stop_reason?: string;
}
export interface Tree {
  uuid: string;
  name: string;
  current_leaf_message_uuid?: string;
  chat_messages: TreeMessage[];
}

const blockText = (block: TreeBlock): string => {
  if (block.type === 'text') return block.text ?? '';
  if (block.type === 'tool_use') return `[${block.name ?? 'tool'}]`;
  return '';
};

export function turnsOf(tree: Tree): Turn[] {
  const byId = new Map(tree.chat_messages.map((message) => [message.uuid, message]));
  const path: Turn[] = [];
  let at = tree.current_leaf_message_uuid ? byId.get(tree.current_leaf_message_uuid) : undefined;
  while (at && path.length <= byId.size) {
    path.unshift({
      key: at.uuid,
      uuid: at.uuid,
      sender: at.sender,
      text: at.content.map(blockText).filter(Boolean).join('\n\n'),
      streaming: false,
    });
    at = byId.get(at.parent_message_uuid);
  }
  return path;
}

export async function loadTree(id: string, quiet = false): Promise<Tree> {
  const query =
    'tree=True&rendering_mode=messages&render_all_tools=true&consistency=eventual&return_dangling_human_message=true';
  const value = (await call(orgPath(`/chat_conversations/${id}?${query}`), { quiet })) as Tree;
  if (!Array.isArray(value.chat_messages)) throw new SyntaxError('not a conversation');
  void keepTree(value);
  return value;
}

export function showTree(state: ChatState, tree: Tree): void {
  state.title = tree.name;
  state.turns = turnsOf(tree);
}
