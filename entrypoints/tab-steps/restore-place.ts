import { type ChatPlace, misplacedBy, rowOf, scrollerOf } from '@/utils/claude/chat-place';

/** A chat is there by then, or it isn't coming. */
const CHAT_MS = 8_000;
/** To find a message in a long chat: the page draws its rows only as they come in sight. */
const SEARCH_MS = 7_000;
const LOOK_MS = 40;
/** Older messages may be on their way from the server. */
const OLDER_MS = 1_000;
/** What comes in late, such as a picture, moves the rows. */
const SETTLE_MS = 1_200;
const STEP = 0.9;

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const HANDS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/** Scrolls to where the user was. A page that isn't seen draws nothing as it scrolls: there it waits until somebody looks. */
export async function restorePlace(place: ChatPlace): Promise<void> {
  const path = location.pathname;
  const restore = (): Promise<void> => scrollTo(place, path);
  if (!document.hidden) return restore();
  document.addEventListener('visibilitychange', () => void restore(), { once: true });
}

/** A hand of the user ends it at once; a place that is gone leaves the page where it opened. */
async function scrollTo(place: ChatPlace, path: string): Promise<void> {
  let isTaken = false;
  const take = ({ isTrusted }: Event): void => {
    if (isTrusted) isTaken = true;
  };
  for (const name of HANDS) addEventListener(name, take, { capture: true, passive: true });
  const isOver = (): boolean => isTaken || location.pathname !== path;
  try {
    const scroller = await chatCame(isOver);
    if (scroller && (await search(scroller, place, isOver))) await settle(scroller, place, isOver);
  } finally {
    for (const name of HANDS) removeEventListener(name, take, { capture: true });
  }
}

async function chatCame(isOver: () => boolean): Promise<HTMLElement | null> {
  for (const until = Date.now() + CHAT_MS; Date.now() < until && !isOver(); await delay(LOOK_MS)) {
    const scroller = scrollerOf(document);
    if (scroller) return scroller;
  }
  return null;
}

/** A chat opens at its end: from there upwards. */
async function search(scroller: HTMLElement, { turn }: ChatPlace, isOver: () => boolean): Promise<boolean> {
  const begin = scroller.scrollHeight - scroller.scrollTop;
  let topSince: number | null = null;
  let height = scroller.scrollHeight;
  for (const until = Date.now() + SEARCH_MS; Date.now() < until && !isOver(); await delay(LOOK_MS)) {
    if (rowOf(document, turn)) return true;
    if (scroller.scrollTop > 0 || scroller.scrollHeight !== height) topSince = null;
    else topSince ??= Date.now();
    height = scroller.scrollHeight;
    if (topSince !== null && Date.now() - topSince > OLDER_MS) break;
    scroller.scrollTop -= scroller.clientHeight * STEP;
  }
  if (!isOver()) scroller.scrollTop = scroller.scrollHeight - begin;
  return false;
}

async function settle(scroller: HTMLElement, place: ChatPlace, isOver: () => boolean): Promise<void> {
  for (const until = Date.now() + SETTLE_MS; Date.now() < until && !isOver(); await delay(LOOK_MS)) {
    const row = rowOf(document, place.turn);
    const px = row ? misplacedBy(scroller, row, place.offset) : 0;
    if (Math.abs(px) >= 1) scroller.scrollTop += px;
  }
}
