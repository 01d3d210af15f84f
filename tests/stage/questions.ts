import type { Account } from './account.ts';
import { type Conversation, plainText } from './conversation.ts';

/** Puts a question into the tree unless it is there already (a repeat after a failed send). */
export function keepQuestion(
  account: Account,
  conversation: Conversation,
  uuid: string,
  text: string,
  parent: string | undefined,
): void {
  if (conversation.chat_messages.some((message) => message.uuid === uuid)) {
    conversation.current_leaf_message_uuid = uuid;
    return;
  }
  // A parent that never reached the server (an earlier failed send) is no parent.
  const known = conversation.chat_messages.some((message) => message.uuid === parent);
  account.addMessage(conversation, { sender: 'human', uuid, text, parent: known ? parent : undefined });
  if (conversation.name === '') conversation.name = text.slice(0, 40) || 'Untitled';
}

export const questionOf = (conversation: Conversation, uuid: string): string => {
  const message = conversation.chat_messages.find((one) => one.uuid === uuid);
  return message ? plainText(message) : '';
};
