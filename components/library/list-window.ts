import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Shorter lists stand in the page whole: find-in-page and screen readers have them at once. */
const WHOLE_UP_TO = 300;
/** Rows above and below what is seen. */
const MARGIN = 20;

export interface ListWindow {
  /** First row in the page, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

/** Which rows of a long list have to be in the page, when all are of one height. */
export function windowOf(count: number, rowPx: number, scrolledPx: number, heightPx: number): ListWindow {
  if (count <= WHOLE_UP_TO) return { from: 0, to: count };
  const first = Math.floor(scrolledPx / rowPx) - MARGIN;
  const seen = Math.ceil(heightPx / rowPx) + 2 * MARGIN;
  // In steps, so that most turns of the wheel change nothing.
  const from = Math.max(0, Math.min(first - (first % MARGIN), count - seen));
  return { from, to: Math.min(count, from + seen + MARGIN) };
}

const sameWindow = (a: ListWindow, b: ListWindow): boolean => a.from === b.from && a.to === b.to;

/** The window of a list in the element that scrolls it. */
export function useListWindow(list: RefObject<HTMLElement | null>, count: number, rowPx: number): ListWindow {
  const [seen, setSeen] = useState(() => windowOf(count, rowPx, 0, 1_000));
  useEffect(() => {
    const scroller = list.current?.closest<HTMLElement>('.scroller');
    if (!scroller) return;
    const look = (): void => {
      const above = (list.current?.offsetTop ?? 0) - scroller.offsetTop;
      const now = windowOf(count, rowPx, Math.max(0, scroller.scrollTop - above), scroller.clientHeight);
      setSeen((before) => (sameWindow(before, now) ? before : now));
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      scroller.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [count, rowPx]);
  return { from: Math.min(seen.from, count), to: Math.min(seen.to, count) };
}
