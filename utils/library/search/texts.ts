import type { OpenLibrary } from '@/utils/library/opener';
import { readableText } from '@/utils/library/texts';
import type { Snapshot } from '@/utils/library/types';

export interface SearchTexts {
  /** The readable text of a payload. */
  readonly read: (snapshot: Snapshot) => Promise<string>;
}

/** Units held at most: the chats that are in view while a query is typed. */
const MAX_HELD = 8_000_000;

/** Texts that were read a moment ago are still there for the next letter. */
export function createSearchTexts(library: OpenLibrary): SearchTexts {
  /** By the hash of the payload, the one used last at the end. */
  const held = new Map<string, string>();
  let size = 0;
  const hold = (hash: string, text: string): void => {
    size += text.length - (held.get(hash)?.length ?? 0);
    held.delete(hash);
    held.set(hash, text);
    for (const [oldest, { length }] of held) {
      if (size <= MAX_HELD || oldest === hash) break;
      held.delete(oldest);
      size -= length;
    }
  };
  return {
    read: async ({ hash }) => {
      const text = held.get(hash) ?? readableText(await (await library()).get('objects', hash));
      hold(hash, text);
      return text;
    },
  };
}
