/**
 * What claude.ai tells the user by itself: the banner beside a message, a toast. Told by test id and role; the words only
 * say which kind it is. Words inside messages are never looked at.
 * Seen: tests/fixtures/claude/page-hooks.html (2026-10), the strings from the page's own list (2026-05).
 * When wrong: a failure counts as final a few seconds later, by the network alone.
 */
import { first, SELECTORS } from './selectors';

export interface Notice {
  readonly place: 'turn' | 'toast';
  readonly meaning: 'failed' | 'capacity' | 'network' | 'interrupted' | 'limit' | 'length' | 'unknown';
  readonly retry: HTMLElement | null;
}

/** Order matters: the first that fits. Both kinds of apostrophe occur. */
const MEANINGS: readonly (readonly [Notice['meaning'], RegExp])[] = [
  ['limit', /you.ve (hit|reached) your .*limit|message limit|your limit resets|too many chats going/i],
  ['length', /too long to continue|exceed the length limit|can.t be compacted|session is too long/i],
  ['capacity', /capacity constraints|high demand|overloaded|temporarily unavailable/i],
  ['interrupted', /response was interrupted|réponse de claude a été interrompue/i],
  ['network', /couldn.t connect to claude|failed to fetch|check your (network|internet) connection/i],
  [
    'failed',
    /didn.t load|couldn.t finish this response|n.a pas pu terminer|something went wrong|isn.t working right now|an error occurred|failed to send|couldn.t be sent|couldn.t respond|technical difficulties|internal server error|bad gateway|gateway timeout|service unavailable|upstream connect error|had an error while processing|operation timed out/i,
  ],
];

/** The page waits and will try again; not a failure yet. */
const WAITING =
  /attempt \d+|retrying in|trying again shortly|longer than usual|still thinking|reconnecting|compacting our/i;
/** A reply that stopped at its own length or tool limit: `Continue` is offered there, nothing failed. */
const CONTINUES = /max length for this message|tool-use limit/i;
const RETRY =
  /try again|retry|réessayer|erneut versuchen|reintentar|riprova|tentar novamente|coba lagi|再試行|다시 시도|फिर से/i;

/** A banner whose one button can only mean "again", whatever it is called in the user's language. */
const RETRIABLE: readonly Notice['meaning'][] = ['failed', 'capacity', 'network', 'interrupted'];

/** The one notice that matters most now; null when the page is quiet. */
export function readNotice(document: Document): Notice | null {
  const turns = SELECTORS.turnBanner.flatMap((selector) => [
    ...document.querySelectorAll<HTMLElement>(selector),
  ]);
  const last = turns.at(-1);
  const turn = last && readTurnBanner(last);
  return turn ?? readToast(document);
}

function readTurnBanner(element: HTMLElement): Notice | null {
  const words = textOf(element);
  if (CONTINUES.test(words) || WAITING.test(words)) return null;
  const meaning = meaningOf(words);
  const [only, ...others] = buttonsIn(element);
  const isPlain = others.length === 0 && RETRIABLE.includes(meaning);
  const retry = retryIn(element) ?? (isPlain ? (only ?? null) : null);
  // The same hook carries "Continue" in eleven languages: words that aren't known count only beside a known button.
  return meaning === 'unknown' && retry === null ? null : { place: 'turn', meaning, retry };
}

function readToast(document: Document): Notice | null {
  for (const element of document.querySelectorAll<HTMLElement>(SELECTORS.notices)) {
    if (element.closest(SELECTORS.words) || element.dataset.state === 'closed') continue;
    const words = textOf(element);
    if (WAITING.test(words) || CONTINUES.test(words)) continue;
    const meaning = meaningOf(words);
    if (meaning === 'unknown') continue;
    // A toast speaks of anything; only what stands in the chat with a retry of its own is about the message.
    const isToast = element.closest(SELECTORS.toast) !== null || !element.closest('main');
    const retry = isToast ? null : retryIn(element);
    return { place: retry ? 'turn' : 'toast', meaning, retry };
  }
  return null;
}

const textOf = (element: HTMLElement): string => (element.textContent ?? '').slice(0, 600);

const meaningOf = (words: string): Notice['meaning'] =>
  MEANINGS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'unknown';

const buttonsIn = (element: HTMLElement): HTMLElement[] =>
  [...element.querySelectorAll<HTMLElement>('button')].filter((button) => !button.hasAttribute('disabled'));

const retryIn = (element: HTMLElement): HTMLElement | null =>
  buttonsIn(element).find((button) =>
    RETRY.test(`${button.textContent} ${button.getAttribute('aria-label') ?? ''}`),
  ) ?? null;

/** claude.ai's own retry control for the last turn. */
export const retryControl = (document: Document): HTMLElement | null => readNotice(document)?.retry ?? null;

/** A reply is being made: then nothing may be sent. */
export const isReplying = (document: Document): boolean => first(document, SELECTORS.stop) !== null;

export interface OwnRetry {
  readonly attempt: number;
  readonly of: number | null;
}

/** The page's line "Trying again shortly (attempt 2 of 5)", while it shows one. */
export function readOwnRetry(document: Document): OwnRetry | null {
  for (const element of document.querySelectorAll<HTMLElement>(SELECTORS.notices)) {
    if (element.closest(SELECTORS.words)) continue;
    const words = textOf(element);
    if (!WAITING.test(words)) continue;
    const [, attempt, of] = /attempt (\d+)(?: (?:of|\/) ?(\d+))?/i.exec(words) ?? [];
    if (attempt) return { attempt: Number(attempt), of: of ? Number(of) : null };
  }
  return null;
}
