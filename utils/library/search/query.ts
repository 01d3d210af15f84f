import { fold, foldWithOffsets } from '@/utils/library/search/fold';
import type { Mark } from '@/utils/library/search/search-types';
import { narrow, TEXT_END } from '@/utils/library/texts';

/** What must occur. */
export interface Terms {
  /** Folded, as they are marked. The longest first, because the rarest is the soonest to be missed. */
  readonly all: readonly string[];
  /** Those of several words, which must stand side by side. */
  readonly phrases: readonly string[];
  /** Every single word, as it stands in `wordsOf`. */
  readonly words: readonly string[];
}

const byLength = (a: string, b: string): number => b.length - a.length;

/** Words stand for themselves; what is in quotes stays together. A quote that isn't closed yet is still being typed. */
export function termsOf(query: string): Terms {
  const found = [...fold(query.replaceAll(TEXT_END, ' ')).matchAll(/"([^"]*)"?|[^\s"]+/g)].map(
    ([word, quoted]) => (quoted ?? word).trim().replace(/ +/g, ' '),
  );
  const all = [...new Set(found)].filter((term) => term !== '').sort(byLength);
  const words = [...new Set(all.flatMap((term) => term.split(' ')))].sort(byLength).map(narrow);
  return { all, phrases: all.filter((term) => term.includes(' ')), words };
}

/** In `words` of a chat. */
export const holdsWords = (words: string, terms: Terms): boolean =>
  terms.words.every((term) => words.includes(term));

/** In the whole folded text. */
export const holdsPhrases = (folded: string, terms: Terms): boolean =>
  terms.phrases.every((term) => folded.includes(term));

/** Every place of every term in a text, of each at most `most`; places that touch are one. */
export function marksOf(text: string, terms: Terms, most = 100): readonly Mark[] {
  const { folded, locate } = foldWithOffsets(text);
  const found: Mark[] = [];
  for (const term of terms.all) {
    let count = 0;
    for (
      let at = folded.indexOf(term);
      at >= 0 && count < most;
      at = folded.indexOf(term, at + term.length)
    ) {
      found.push(locate(at, at + term.length));
      count += 1;
    }
  }
  return joined(found);
}

function joined(marks: readonly Mark[]): readonly Mark[] {
  const out: [number, number][] = [];
  for (const [start, end] of marks.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const before = out.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else out.push([start, end]);
  }
  return out;
}
