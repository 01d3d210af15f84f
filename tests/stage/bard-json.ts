import { STATUS, STATUS_NAMES } from './bard-fields.ts';
import { blockId, groupId } from './bard-messages.ts';
import { type Conversation, plainText } from './conversation.ts';
import type { Generation } from './generation.ts';

/** ReadConversation in the JSON codec: the whole tree, without attachments' text, raw tool input or thinking. */
export function readConversationJson(
  conversation: Conversation,
  generation: Generation | undefined,
): Record<string, unknown> {
  const status =
    generation?.state === 'running'
      ? STATUS.running
      : generation?.state === 'failed'
        ? STATUS.error
        : STATUS.idle;
  const all = conversation.chat_messages;
  return {
    outcome: 'READ_CONVERSATION_OUTCOME_SERVED',
    update: {
      replaceAllState: true,
      conversation: {
        id: conversation.uuid,
        title: conversation.name,
        status: STATUS_NAMES[status],
        createdAt: conversation.created_at,
        updatedAt: conversation.updated_at,
        model: conversation.model,
        currentLeafMessageId: conversation.current_leaf_message_uuid,
      },
      messages: all.map((one) => ({
        id: one.uuid,
        role: one.sender === 'human' ? 'MESSAGE_ROLE_USER' : 'MESSAGE_ROLE_ASSISTANT',
        index: one.index,
        isComplete: true,
        ...(one.sender === 'assistant'
          ? {
              stopReason:
                one.stop_reason === 'user_canceled' ? 'STOP_REASON_USER_CANCELED' : 'STOP_REASON_END_TURN',
            }
          : {}),
        createdAt: one.created_at,
        parentMessageId: one.parent_message_uuid,
      })),
      displayGroups: all.map((one) => ({
        id: groupId(one.uuid),
        messageId: one.uuid,
        style: 'GROUP_STYLE_INLINE',
      })),
      contentBlocks: all.map((one) => ({
        id: blockId(one.uuid),
        displayGroupId: groupId(one.uuid),
        index: 0,
        isComplete: true,
        text: plainText(one),
      })),
    },
  };
}
