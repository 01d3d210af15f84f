import { type ChatPlace, misplacedBy, rowOf, scrollerOf } from '@/utils/claude/chat-place';
import { searchRow } from './row-search';

/** A chat is there by then, or it isn't coming. */
const CHAT_MS = 8_000;
const LOOK_MS = 40;
/** What comes in late, such as a picture, moves the rows. */
const SETTLE_MS = 1_200;

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
    if (scroller && (await searchRow(scroller, place.turn, isOver))) await settle(scroller, place, isOver);
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

async function settle(scroller: HTMLElement, place: ChatPlace, isOver: () => boolean): Promise<void> {
  for (const until = Date.now() + SETTLE_MS; Date.now() < until && !isOver(); await delay(LOOK_MS)) {
    const row = rowOf(document, place.turn);
    const px = row ? misplacedBy(scroller, row, place.offset) : 0;
    if (Math.abs(px) >= 1) scroller.scrollTop += px;
  }
}
