/**
 * What the sentences of claude.ai's page mean. A toast may quote the title of a chat, so its words count only where a
 * sentence of the page begins with them ("Renamed to 502 Bad Gateway" says nothing); a banner of the page may hold them anywhere.
 * Seen: tests/fixtures/claude/notices.json (2026-05 … 2026-11). When wrong: a notice is `unknown`, and the network tells alone.
 */
export type Meaning =
  | 'failed'
  | 'server'
  | 'capacity'
  | 'network'
  | 'interrupted'
  | 'limit'
  /** Of the account's payments: neither a limit nor an outage. */
  | 'billing'
  /** The chat's or the message's own trouble: too long, too many files, gone. */
  | 'length'
  | 'signed-out'
  | 'model'
  | 'page'
  | 'unknown';

/** A server that fails, and Cloudflare before it. */
const NUMBER = '5(0[0234]|2[0-6])';
/** As `wordsOf` leaves them: straight apostrophes, single spaces; `~` for all the rest. Order matters: the first that fits. */
const PHRASES: Partial<Record<Meaning, string>> = {
  limit: `you('ve)? (just )?(hit|reached) your [^.]{0,40}?limit|(usage|rate) limit reached|rate limited|you('re| are) out of free~|too many re~|looks like you have too many~|another response is already~`,
  billing: `(we had an unexpected )?billing error|(your )?payment (was )?(required|failed|declined)|(billing|payments?)( service)? (is )?(temporarily )?unavailable`,
  length: `this (conversation|session) (is too long|has reached its|can't be compacted)~|your message will exceed~|paused: this~|conversation not found|claude is unable to respond to this~`,
  'signed-out': `you've been signed out|(your )?session (has )?(expired|timed out)|authentication failed|sign in again`,
  model: `this model isn't available|claude [\\w.-]+ [\\w. -]{0,20}is (currently|temporarily) unavailable|claude model version not found`,
  page: `your browser is running an outdated~|editor failed to load`,
  server: `(api |request failed with )?(error|http|status|code)( code)?\\W{0,3}${NUMBER}\\b|${NUMBER}:~|internal server error|bad gateway|service unavailable|gateway time-?out|upstream connect error~|no healthy upstream|the server had an error|we('re| are) experiencing technical~`,
  capacity: `due to (unexpected )?(capacity constraints|high demand),~|we('re| are) (currently )?experiencing high demand|(server|service|claude) is (busy|overloaded)|((api )?error\\W{1,3})?529( overloaded)?\\b|overloaded|(service|claude is|this feature is) temporarily unavailable|claude will return soon|claude is currently experiencing a~|we're working on it|please try again later. follow~`,
  interrupted: `claude's response (was interrupted|could not be fully~)|la réponse de claude a été interrompue`,
  network: `(we )?(couldn't|can't) (reach|connect to) (claude|anthropic)|failed to fetch|networkerror|load failed|(please )?check your [^.]{0,16}connection|connection (was lost|couldn't be established|refused)|this may be because of network~|your network has been blocked~|(net::)?err_~`,
  failed: `this response didn't load|claude (couldn't (finish|process)|n'a pas pu terminer)~|something went wrong|this isn't working right now|an error occurred|that didn't work|failed to (send|load)( message| response)?|(message|response|history) couldn't be (sent|loaded)|your message was sent, but~|couldn't (stop|load)~|sidebar failed to load|the operation timed out|there (was a problem|has been an error)|turn failed|request (failed|was blocked)|api error`,
};

/** What may stand before: nothing, a sign, a clause that itself speaks of failing, a number, an envelope. Never a quotation mark. */
const START = `^[^\\w"'“«„]{0,6}(\\{"type":.{0,90}"message":"|((api |turn |type)?(error|failed)|(claude )?couldn't)[\\w' ]{0,40}?[.:!,—–\\n-]\\s?|[^"“«„:]{0,16}?[.!?]\\s|((http|error)\\W{1,3})?\\d{3}\\W{1,3})?`;
/** What may follow: the end, a pause, another sentence, or how such a sentence goes on; not "was renamed". */
const AFTER =
  /^(?:\s?(?:$|[.!?,;:…—–·∙|({"-])|\n[A-Z]|\s(?:right now|at|and|while|when|loading|please|in|to|for|until)\b)/;

const compiled = Object.entries(PHRASES).map(([meaning, phrases]) => {
  const source = `(${phrases.replaceAll(' ', '\\s').replaceAll('~', '[^]*')})`;
  const strict = new RegExp(START + source, 'i');
  return { meaning: meaning as Meaning, loose: new RegExp(source, 'i'), strict };
});

/** Of a banner of the page. */
export const meaningOf = (words: string): Meaning =>
  compiled.find(({ loose }) => loose.test(words))?.meaning ?? 'unknown';

/** Of anything that the page says somewhere. */
export const strictMeaningOf = (words: string): Meaning =>
  compiled.find(({ strict }) => {
    const [found] = strict.exec(words) ?? [];
    return found !== undefined && AFTER.test(words.slice(found.length));
  })?.meaning ?? 'unknown';

/** The page waits or tries again by itself, or a reply stopped at a limit of its own and `Continue` is offered: no failure. */
const WAITING =
  /retrying(?! are)|trying again shortly|taking longer|still (thinking|working|trying)|^reconnecting|^compacting|connection lost|stand by|be right there|your patience|max length for|tool-use limit|number of turns|^approaching/i;
/** As its languages put it. */
const ATTEMPT =
  /\W(?:attempt|versuch|tentative|tentativo|tentativa|intento|percobaan) (\d+)(?: \D{0,6}(\d+))?/i;

export const isNoFailure = (words: string): boolean => WAITING.test(words) || ATTEMPT.test(words);

export interface OwnRetry {
  readonly attempt: number;
  /** null when it doesn't say. */
  readonly of: number | null;
}

/** "Trying again shortly (attempt 2 of 5)". */
export function ownRetryOf(words: string): OwnRetry | null {
  const [found, attempt, of] = ATTEMPT.exec(words) ?? [];
  if (found) return { attempt: Number(attempt), of: of ? Number(of) : null };
  return /retrying|trying again shortly/i.test(words) && WAITING.test(words)
    ? { attempt: 1, of: null }
    : null;
}

/** More than any notice says. */
const MAX_CHARS = 600;

/** What an element says, without the names of its buttons; each piece on a line of its own. */
export function wordsOf(element: HTMLElement): string {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let words = '';
  for (let node = walker.nextNode(); node && words.length < MAX_CHARS; node = walker.nextNode()) {
    if (node.parentElement?.closest('button, style')) continue;
    words += `${(node.nodeValue ?? '').slice(0, MAX_CHARS).replace(/\s+/g, ' ')}\n`;
  }
  return words
    .replace(/[’‘]/g, "'")
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}
