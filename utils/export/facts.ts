import { type Conversation, messageCount } from '@/utils/claude/conversation';

/** What stands at the top of every readable format, in its order. */
export const factsOf = (
  conversation: Conversation,
  branchCount: number,
): readonly (readonly [string, string])[] => [
  ['Conversation', conversation.uuid],
  ['Model at the start', conversation.model ?? 'not said'],
  ['Created', conversation.created_at ?? 'not said'],
  ['Updated', conversation.updated_at ?? 'not said'],
  ['Messages', `${messageCount(conversation)}, branches: ${branchCount}`],
];

export const titleOf = (conversation: Conversation): string => conversation.name || 'Untitled';

/** Settings, summary, project: whatever stands beside the messages. */
export const dataOf = ({
  chat_messages: _messages,
  ...data
}: Conversation): Omit<Conversation, 'chat_messages'> => data;
