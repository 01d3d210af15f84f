import { fold, foldWithOffsets } from '@/utils/library/search-fold';
import type { Mark } from '@/utils/library/search-types';

/** What must occur, folded; the longest first, because the rarest is the soonest to be missed. */
export type Terms = readonly string[];

/** Words stand for themselves; what is in quotes stays together. A quote that isn't closed yet is still being typed. */
export function termsOf(query: string): Terms {
  const found = [...fold(query).matchAll(/"([^"]*)"?|[^\s"]+/g)].map(([word, quoted]) =>
    (quoted ?? word).trim().replace(/ +/g, ' '),
  );
  return [...new Set(found)].filter((term) => term !== '').sort((a, b) => b.length - a.length);
}

export const holdsAll = (folded: string, terms: Terms): boolean =>
  terms.every((term) => folded.includes(term));

/** Every place of every term in a text, at most `most`; places that touch are one. */
export function marksOf(text: string, terms: Terms, most = 100): readonly Mark[] {
  const { folded, locate } = foldWithOffsets(text);
  const found: Mark[] = [];
  for (const term of terms) {
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
