import type { Mark } from '@/utils/library/search/search-types';

/** More would only cost time: nobody goes through so many. */
const MOST = 500;

/** The places of the searched words in what is shown. */
export function hitRanges(root: Element, find: (text: string) => readonly Mark[]): readonly Range[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = walker.nextNode(); node && ranges.length < MOST; node = walker.nextNode()) {
    for (const [start, end] of find(node.nodeValue ?? '')) {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  }
  return ranges;
}

/** Painted over the text, which stays as it is. An older browser shows none. */
export function paint(name: 'lifeline-hit' | 'lifeline-hit-now', ranges: readonly Range[]): void {
  if (typeof Highlight !== 'function') return;
  CSS.highlights.set(name, new Highlight(...ranges));
}
