import { rowOf, wayTo } from '@/utils/claude/chat-place';

/** To find a message in a long chat: the page draws its rows only as they come in sight. */
const SEARCH_MS = 8_000;
const LOOK_MS = 40;
/** Older messages may be on their way from the server. */
const OLDER_MS = 1_000;
/** Of the view. */
const STEP = 0.9;
const NEAR = 3;
/** A page that draws late has so many looks for it. */
const MOST_BLANKS = 5;
/** Where it should be it is not: to and fro, and no more. */
const MOST_TURNS = 2;

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Scrolls until that row stands in the page. False when it isn't there: then the chat stands as it stood. */
export async function searchRow(
  scroller: HTMLElement,
  turn: string,
  isOver: () => boolean,
): Promise<boolean> {
  const begin = scroller.scrollHeight - scroller.scrollTop;
  const goOn = goingTo(scroller, turn);
  for (const until = Date.now() + SEARCH_MS; Date.now() < until && !isOver(); await delay(LOOK_MS)) {
    if (rowOf(document, turn)) return true;
    if (!goOn()) break;
  }
  if (!isOver()) scroller.scrollTop = scroller.scrollHeight - begin;
  return false;
}

/** Goes half the way that is left while rows tell the direction, else view by view, upwards. False: it has been everywhere. */
function goingTo(scroller: HTMLElement, turn: string): () => boolean {
  const isAtTop = topWatch(scroller);
  let bounds = { low: 0, high: scroller.scrollHeight };
  let blanks = 0;
  let turns = 0;
  let before = 0;
  return () => {
    const isEnd = isAtTop();
    const way = wayTo(scroller, turn);
    if (way === 'blank' && blanks++ < MOST_BLANKS) return true;
    blanks = 0;
    const { scrollTop: top, clientHeight: view } = scroller;
    if (way !== 1 && top <= 0) return !isEnd;
    if (way === 1) bounds = { low: top, high: Math.max(bounds.high, top) };
    if (way === -1) bounds = { low: Math.min(bounds.low, top), high: top };
    // The rows have heights of their own once they are drawn, and bounds move with them.
    if (bounds.low >= bounds.high) bounds = { low: 0, high: scroller.scrollHeight };
    const isFar = (way === 1 || way === -1) && bounds.high - bounds.low > NEAR * view;
    const sign = way === 1 ? 1 : -1;
    if (!isFar && before !== 0 && sign !== before) turns += 1;
    before = isFar ? 0 : sign;
    scroller.scrollTop = isFar ? (bounds.low + bounds.high) / 2 : top + sign * STEP * view;
    if (turns > MOST_TURNS) return false;
    return sign === -1 || scroller.scrollTop !== top;
  };
}

/** At the top, and nothing older comes. */
function topWatch(scroller: HTMLElement): () => boolean {
  let since: number | null = null;
  let height = scroller.scrollHeight;
  return () => {
    if (scroller.scrollTop > 0 || scroller.scrollHeight !== height) since = null;
    else since ??= Date.now();
    height = scroller.scrollHeight;
    return since !== null && Date.now() - since > OLDER_MS;
  };
}
