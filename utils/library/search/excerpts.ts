import { marksOf, type Terms } from '@/utils/library/search/query';
import type { Excerpt, Mark } from '@/utils/library/search/search-types';
import { TEXT_END } from '@/utils/library/texts';

const BEFORE = 40;
const AFTER = 120;
const MOST = 3;
/** A chat of many megabytes is read piece by piece, until one has something to show. */
const PIECE = 2_000_000;

/** Up to three places of the text in which the terms stand, each on one line; without any the text's beginning. */
export function excerptsOf(text: string, terms: Terms): readonly Excerpt[] {
  for (let from = 0; from < text.length; from += PIECE) {
    const found = excerptsIn(text.slice(from, from + PIECE), terms);
    if (found.length > 0) return found;
  }
  return [{ text: oneLine(text.slice(0, AFTER)), marks: [] }];
}

function excerptsIn(text: string, terms: Terms): readonly Excerpt[] {
  const found: Excerpt[] = [];
  const shown = new Set<string>();
  let end = 0;
  for (const mark of marksOf(text, terms, MOST * 4)) {
    if (found.length === MOST) break;
    if (mark[0] < end) continue; // within the last excerpt
    const excerpt = excerptAt(text, mark, terms);
    end = excerpt.end;
    if (!shown.has(excerpt.text)) found.push({ text: excerpt.text, marks: excerpt.marks });
    shown.add(excerpt.text);
  }
  return found;
}

function excerptAt(text: string, [start, end]: Mark, terms: Terms): Excerpt & { readonly end: number } {
  const from = Math.max(start - BEFORE, text.lastIndexOf(TEXT_END, start - 1) + 1, 0);
  const wall = text.indexOf(TEXT_END, end);
  const to = Math.min(end + AFTER, wall < 0 ? text.length : wall);
  const head = startOfWord(text, from, start);
  const tail = endOfWord(text, to, end);
  const isCut = {
    front: from > 0 && text[from - 1] !== TEXT_END,
    back: text[to] !== undefined && to !== wall,
  };
  const line = oneLine(text.slice(head, tail));
  const shown = `${isCut.front ? '…' : ''}${line}${isCut.back ? '…' : ''}`;
  return { text: shown, marks: marksOf(shown, terms), end: tail };
}

const oneLine = (text: string): string => text.replace(/[\s\0]+/g, ' ').trim();

/** Not in the middle of a word, when one ends between here and the hit; never in the middle of a letter. */
function startOfWord(text: string, from: number, hit: number): number {
  if (from === 0 || text[from - 1] === TEXT_END) return from;
  const space = text.slice(from, hit).search(/\s/);
  if (space >= 0) return from + space + 1;
  return isLow(text, from) ? from - 1 : from;
}

function endOfWord(text: string, to: number, hit: number): number {
  if (to === text.length || text[to] === TEXT_END) return to;
  const inside = text.slice(hit, to);
  const space = inside.search(/\s\S*$/);
  if (space >= 0) return hit + space;
  return isLow(text, to) ? to + 1 : to;
}

/** The second half of a letter that takes two units. */
const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
