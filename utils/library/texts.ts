import { readConversationText } from '@/utils/claude/conversation';
import { textsOf } from '@/utils/export/texts';
import type { LibraryDatabase, SearchText } from '@/utils/library/database';
import type { Snapshot } from '@/utils/library/types';

/** Stands after each text but the last, so that no hit reaches from one into the next. */
export const TEXT_END = '\0';

/** What can be searched of one payload: the title, then everything that a person could read, each text once. */
export function searchTextOf(snapshot: Snapshot, raw: Uint8Array<ArrayBuffer> | undefined): SearchText {
  const { conversationId, hash, title } = snapshot;
  const texts = raw ? readable(new TextDecoder().decode(raw)) : [];
  return { conversationId, hash, text: [title, ...new Set(texts)].join(TEXT_END) };
}

function readable(raw: string): readonly string[] {
  const parsed = readConversationText(raw);
  if (!parsed.ok) return [];
  try {
    return textsOf(parsed.value.chat_messages);
  } catch {
    return []; // nested so deeply that it can't be walked
  }
}

/** The text kept for this version, made anew from the payload when there is none. */
export async function readText(database: LibraryDatabase, snapshot: Snapshot): Promise<string> {
  const kept = await database.get('texts', snapshot.conversationId);
  if (kept?.hash === snapshot.hash) return kept.text;
  return searchTextOf(snapshot, await database.get('objects', snapshot.hash)).text;
}

/** Keeps what was made, for the next time. A disk without room for it makes the next search slower, and no more. */
export async function keepTexts(database: LibraryDatabase, texts: readonly SearchText[]): Promise<void> {
  try {
    const transaction = database.transaction('texts', 'readwrite');
    await Promise.all([...texts.map((one) => transaction.store.put(one)), transaction.done]);
  } catch {
    // made again when they are wanted
  }
}
