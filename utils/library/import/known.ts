import { type Conversation, type Message, readConversationText } from '@/utils/claude/conversation';
import { textsOf } from '@/utils/export/texts';
import type { LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';

/** Versions that are compared; a chat has few that are as large. */
const MOST_VERSIONS = 5;

/**
 * The stored version that says all that an imported copy says, if there is one: an export of the same chat has other bytes, other
 * fields and another layout, and is no other chat for that.
 */
export async function versionWithAllOf(
  store: Pick<LibraryStore, 'versionsOf' | 'readRaw'>,
  imported: Conversation,
  hash: string,
): Promise<Snapshot | undefined> {
  const versions = await store.versionsOf(imported.uuid);
  const same = versions.find((one) => one.hash === hash);
  if (same) return same;
  const count = imported.chat_messages.length;
  const larger = versions.filter((one) => one.messageCount >= count).slice(-MOST_VERSIONS);
  for (const version of larger.reverse()) {
    if (isRenamed(imported, version)) continue;
    const read = readConversationText(new TextDecoder().decode(await store.readRaw(version.hash)));
    if (read.ok && saysAllOf(read.value, imported)) return version;
  }
  return undefined;
}

/** A later name is something new. */
const isRenamed = ({ name, updated_at }: Conversation, { title, updatedAt }: Snapshot): boolean =>
  (name ?? '') !== title && (updated_at ?? '') > (updatedAt ?? '');

function saysAllOf(stored: Conversation, imported: Conversation): boolean {
  const messages = new Map(stored.chat_messages.map((message) => [message.uuid, message]));
  return imported.chat_messages.every((message) => {
    const ours = messages.get(message.uuid);
    if (!ours) return false;
    const texts = new Set(textsOf(ours));
    return textsIn(message).every((text) => texts.has(text));
  });
}

/** `text` repeats the blocks in the official export. */
const textsIn = ({ text, ...message }: Message): readonly string[] => {
  const told = textsOf(message.content);
  return told.length > 0 || !text?.trim() ? textsOf(message) : [text, ...textsOf(message)];
};
