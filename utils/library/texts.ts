import { readConversationText } from '@/utils/claude/conversation';
import { textsOf } from '@/utils/export/texts';
import type { Entry, LibraryDatabase, SearchText } from '@/utils/library/database';
import { clearingUp } from '@/utils/library/memory-pressure';
import { fold } from '@/utils/library/search/fold';
import type { Snapshot } from '@/utils/library/types';
import { diskRoom } from '@/utils/storage/room';

/** Stands after each text but the last, so that no hit reaches from one into the next. */
export const TEXT_END = '\0';

/** Everything in a payload that a person could read, each text once; empty for one that can't be read. */
export function readableText(raw: Uint8Array<ArrayBuffer> | undefined): string {
  const parsed = raw && readConversationText(new TextDecoder().decode(raw));
  if (!parsed?.ok) return '';
  try {
    return [...new Set(textsOf(parsed.value.chat_messages))].join(TEXT_END);
  } catch {
    return ''; // nested so deeply that it can't be walked
  }
}

const encoder = new TextEncoder();
const narrowed = new Map<string, string>();

function narrowLetter(letter: string): string {
  let bytes = narrowed.get(letter);
  if (bytes === undefined) {
    bytes = String.fromCharCode(...encoder.encode(letter));
    narrowed.set(letter, bytes);
  }
  return bytes;
}

/**
 * One unit for each byte of UTF-8. An engine keeps such a text in half the memory, and looks through it in half the time, however
 * many of its letters are beyond Latin; and what is part of the one is part of the other.
 */
export const narrow = (folded: string): string => folded.replace(/[^\0-\x7f]/gu, narrowLetter);

/** The words of some texts, each once: what has no space in it is in the texts exactly if it is in one of these. */
export const wordsOf = (...texts: readonly string[]): string =>
  narrow([...new Set(texts.flatMap((text) => fold(text).split(/[ \0]/)))].join(' '));

const searchTextOf = (
  { conversationId, hash, title }: Snapshot,
  raw: Uint8Array<ArrayBuffer> | undefined,
): SearchText => ({ conversationId, hash, words: wordsOf(title, readableText(raw)) });

/** Words by the hash of the payload that they are from; those that are made now are kept for the next time. */
export async function readWords(
  database: LibraryDatabase,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const { store } = database.transaction('texts');
  const kept = await Promise.all(entries.map((entry) => store.get(entry.conversationId)));
  const words = new Map(kept.flatMap((one) => (one?.words === undefined ? [] : [[one.hash, one.words]])));
  const missing = entries.filter(({ best }) => !words.has(best.hash));
  const made: SearchText[] = [];
  const clear = clearingUp();
  for (const { best } of missing) {
    const text = searchTextOf(best, await database.get('objects', best.hash));
    clear();
    made.push(text);
    words.set(best.hash, text.words);
  }
  if (made.length > 0) await keepTexts(database, made);
  return words;
}

/** A disk without room for them makes the next search slower, and no more. */
async function keepTexts(database: LibraryDatabase, texts: readonly SearchText[]): Promise<void> {
  try {
    await diskRoom.toKeep(0);
    const transaction = database.transaction(['texts', 'conversations'], 'readwrite');
    // A chat that was deleted while its words were made leaves none behind.
    const kept = new Set(await transaction.objectStore('conversations').getAllKeys());
    const theirs = texts.filter(({ conversationId }) => kept.has(conversationId));
    const store = transaction.objectStore('texts');
    await Promise.all([...theirs.map((one) => store.put(one)), transaction.done]);
  } catch {
    // made again when they are wanted
  }
}
