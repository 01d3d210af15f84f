import { readConversationText } from '@/utils/claude/conversation';
import { textsOf } from '@/utils/export/texts';
import type { LibraryStore } from '@/utils/library/store';
import type { Snapshot } from '@/utils/library/types';

export interface Search {
  /** Those whose title or text holds the words as typed, in any case. */
  readonly find: (query: string, snapshots: readonly Snapshot[]) => Promise<readonly Snapshot[]>;
}

/** A plain scan: 10,000 messages take some milliseconds. The texts are read once, at the first search. */
export function createSearch(store: Pick<LibraryStore, 'readRaw'>): Search {
  const texts = new Map<string, string>();
  const textOf = async ({ hash, title }: Snapshot): Promise<string> => {
    const text = texts.get(hash) ?? folded([title, ...(await readTexts(store, hash))].join('\n'));
    texts.set(hash, text);
    return text;
  };
  return {
    find: async (query, snapshots) => {
      const wanted = folded(query.trim());
      if (wanted === '') return snapshots;
      const found: Snapshot[] = [];
      for (const snapshot of snapshots) if ((await textOf(snapshot)).includes(wanted)) found.push(snapshot);
      return found;
    },
  };
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

async function readTexts(store: Pick<LibraryStore, 'readRaw'>, hash: string): Promise<readonly string[]> {
  const raw = await store.readRaw(hash);
  const parsed = readConversationText(new TextDecoder().decode(raw));
  return parsed.ok ? textsOf(parsed.value.chat_messages) : [];
}
