/**
 * What claude.ai tells the user by itself: the banner beside a message, a toast. Told by test id and role; the words only
 * say which kind it is. Words inside messages are never looked at.
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10), tests/fixtures/claude/notice-places.json (2026-11).
 * When wrong: a failure counts as final a few seconds later, by the network alone.
 */
import {
  isNoFailure,
  type Meaning,
  meaningOf,
  type OwnRetry,
  ownRetryOf,
  strictMeaningOf,
  wordsOf,
} from './notice-words';
import { first, SELECTORS } from './selectors';

interface Notice {
  /** `turn`: about the last message. `toast`: about anything. */
  readonly place: 'turn' | 'toast';
  readonly meaning: Meaning;
  /** The page's own control that repeats the same message. */
  readonly retry: HTMLElement | null;
  /** All that it says. */
  readonly words: string;
}

export interface PageSays {
  /** The one notice that matters most now; null when the page is quiet. */
  readonly notice: Notice | null;
  /** The page waits and will try again by itself. */
  readonly ownRetry: OwnRetry | null;
}

/** Never the button that sends to another model. */
const RETRY =
  /try\sagain|\bretry\b(?!\swith)|resend|réessayer|erneut\sversuchen|intentar|riprova|tentar\snovamente|coba\slagi|再試行|もう一度|다시\s?시도|फिर\sसे/i;

/** Read while the page changes with every word: nothing here walks over the messages but the browser's own search. */
export function readPage(document: Document): PageSays {
  const banners = allOf(document, SELECTORS.turnBanner);
  const banner = banners.at(-1);
  let turn = readBanner(document, banner);
  let toast: Notice | null = null;
  let ownRetry: OwnRetry | null = null;
  for (const element of new Set([...allOf(document, SELECTORS.notices).reverse(), ...banners])) {
    const isBanner = banners.some((each) => element.contains(each));
    if (isBanner ? element !== banner : element.closest(SELECTORS.words)) continue;
    const words = wordsOf(element);
    if (!element.closest(SELECTORS.toast)) ownRetry ??= ownRetryOf(words);
    if (isBanner || isNoFailure(words) || isGoodNews(element)) continue;
    const meaning = strictMeaningOf(words);
    if (meaning === 'unknown') continue;
    // A toast speaks of anything; only what stands in a chat with a retry of its own is about the message.
    const isTurn = !isFloating(element) && first(document, SELECTORS.composer);
    const retry = isTurn ? retryIn(element) : null;
    if (retry) turn ??= { place: 'turn', meaning, retry, words };
    else if (isElsewhere(document)) continue;
    else toast ??= { place: 'toast', meaning, retry, words };
  }
  return { notice: turn ?? toast, ownRetry };
}

const allOf = (document: Document, selectors: readonly string[]): HTMLElement[] =>
  selectors.flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)]);

function readBanner(document: Document, element: HTMLElement | undefined): Notice | null {
  if (!element || isPast(document, element)) return null;
  const words = wordsOf(element);
  if (isNoFailure(words)) return null;
  const meaning = meaningOf(words);
  const retry = retryIn(element);
  // The same hook carries "Continue" in eleven languages: words that aren't known count only beside a known button.
  return meaning === 'unknown' && retry === null ? null : { place: 'turn', meaning, retry, words };
}

/** The chat has gone on since: the user has written again below it. */
function isPast(document: Document, banner: HTMLElement): boolean {
  const question = allOf(document, SELECTORS.question).at(-1);
  if (!question) return false;
  return (banner.compareDocumentPosition(question) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** On the settings' pages a toast speaks of a setting or a connector. */
const isElsewhere = ({ location }: Document): boolean => /^\/settings\b/.test(location.pathname);

const isFloating = (element: HTMLElement): boolean =>
  element.closest(SELECTORS.toast) !== null || !element.closest('main');

/** On its way out, or of a colour that isn't a warning's. */
function isGoodNews(element: HTMLElement): boolean {
  const colour = element.closest<HTMLElement>('[data-color-context]')?.dataset.colorContext ?? 'danger';
  return element.dataset.state === 'closed' || !/warn|danger|error/.test(colour);
}

const isOff = (button: HTMLElement): boolean =>
  button.hasAttribute('disabled') || button.getAttribute('aria-disabled') === 'true';

const retryIn = (element: HTMLElement): HTMLElement | null =>
  [...element.querySelectorAll<HTMLElement>('button, [role="button"]')].find(
    (button) =>
      !isOff(button) && RETRY.test(`${button.textContent} ${button.getAttribute('aria-label') ?? ''}`),
  ) ?? null;

/** claude.ai's own retry control for the last turn; none while the page tries again by itself. */
export function retryControl(document: Document): HTMLElement | null {
  const { notice, ownRetry } = readPage(document);
  return ownRetry ? null : (notice?.retry ?? null);
}

/** A reply is being made: then nothing may be sent. */
export const isReplying = (document: Document): boolean => first(document, SELECTORS.stop) !== null;
