import { type Conversation, ROOT_ID } from '@/utils/claude/conversation';

/** False when a message's way up never reaches a first one: a parent is missing, or the way is a circle. */
export function isTree({ chat_messages: messages }: Conversation): boolean {
  const parents = new Map(messages.map((one) => [one.uuid, one.parent_message_uuid ?? ROOT_ID]));
  const sound = new Set([ROOT_ID]);
  for (const { uuid } of messages) {
    const way: string[] = [];
    const seen = new Set<string>();
    let at: string | undefined = uuid;
    while (at !== undefined && !sound.has(at) && !seen.has(at)) {
      seen.add(at);
      way.push(at);
      at = parents.get(at);
    }
    if (at === undefined || !sound.has(at)) return false;
    for (const one of way) sound.add(one);
  }
  return true;
}
