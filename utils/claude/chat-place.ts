/**
 * Where in a chat the user is. Each message is a row with a key of its own, which a reload leaves as it is; only the rows in sight
 * and the last ones stand in the page. An answer's key may name the question before it, until the answer has an id.
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10). When wrong: the page stays where it opens, at the end of the chat.
 */
import { SELECTORS } from './selectors';

export interface ChatPlace {
  /** Key of a row. */
  readonly turn: string;
  /** px from the top of what scrolls to the top of that row. */
  readonly offset: number;
}

/** So near to its end, the chat opens there by itself. */
const END_PX = 80;
const MOST_KEY_CHARS = 200;
const ANSWER = /-hub-reply$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const rowsOf = (document: Document): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(SELECTORS.row),
];

const keyOf = (row: HTMLElement): string => row.dataset.turnKey ?? '';

/** What scrolls the rows; null when nothing does. */
export function scrollerOf(document: Document): HTMLElement | null {
  const row = document.querySelector(SELECTORS.row);
  for (let one = row?.parentElement; one; one = one.parentElement)
    if (one.scrollHeight > one.clientHeight + 1 && scrolls(one)) return one;
  return null;
}

const scrolls = (element: HTMLElement): boolean =>
  element === element.ownerDocument.scrollingElement ||
  /auto|scroll|overlay/.test(getComputedStyle(element).overflowY);

/** The document itself fills the window from its top. */
const topOf = (scroller: HTMLElement): number =>
  scroller === scroller.ownerDocument.scrollingElement ? 0 : scroller.getBoundingClientRect().top;

function rowsInSight(scroller: HTMLElement): HTMLElement[] {
  const top = topOf(scroller);
  return rowsOf(scroller.ownerDocument).filter((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > top && box.top < top + scroller.clientHeight;
  });
}

/** null at the end of a chat, where it opens anyway, and where there are no messages. */
export function chatPlace(document: Document): ChatPlace | null {
  const scroller = scrollerOf(document);
  if (!scroller || scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - END_PX) return null;
  const top = topOf(scroller);
  const inSight = rowsInSight(scroller).filter((one) => keyOf(one).length <= MOST_KEY_CHARS);
  const row = inSight.find((one) => ID.test(keyOf(one))) ?? inSight[0];
  if (!row) return null;
  return { turn: keyOf(row), offset: Math.round(row.getBoundingClientRect().top - top) };
}

/** The row of that key; of an answer that has an id by now, the one after its question. */
export function rowOf(document: Document, turn: string): HTMLElement | null {
  const rows = rowsOf(document);
  const exact = rows.find((row) => keyOf(row) === turn);
  if (exact || !ANSWER.test(turn)) return exact ?? null;
  const question = rows.findIndex((row) => keyOf(row) === turn.replace(ANSWER, ''));
  return question < 0 ? null : (rows[question + 1] ?? null);
}

/** Today's ids begin with their time, older ones are random. */
const timeOf = (key: string): string | null =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7/i.test(key) ? key.slice(0, 13).toLowerCase() : null;

/** Where that row is from here: above (-1), below (1), not told by the ids (null), or nothing is drawn here yet. */
export function wayTo(scroller: HTMLElement, turn: string): -1 | 1 | null | 'blank' {
  const wanted = timeOf(turn);
  const rows = rowsInSight(scroller);
  if (rows.length === 0) return 'blank';
  const times = rows.map((row) => timeOf(keyOf(row))).filter((time) => time !== null);
  const [first] = times;
  const last = times.at(-1);
  if (wanted === null || first === undefined || last === undefined) return null;
  if (wanted < first) return -1;
  return wanted > last ? 1 : null;
}

/** px by which the row stands too low. */
export const misplacedBy = (scroller: HTMLElement, row: HTMLElement, offset: number): number =>
  row.getBoundingClientRect().top - topOf(scroller) - offset;
