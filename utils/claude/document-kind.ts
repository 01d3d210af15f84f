/**
 * What kind of document claude.ai's address answered with. Cloudflare's check, Cloudflare's error page, a refusal of what
 * stands in between and a sign-out are four things. Told by structure, path and status; words come last, and never where the
 * app stands, because there they are the user's.
 * Seen: tests/fixtures/claude/documents/ (2026-05 … 2026-11). When wrong: a check is called an outage.
 */
import { SELECTORS } from './selectors';

export interface DocumentFacts {
  /** `blocked`: something in between answered in Claude's place, or refused (a proxy, a portal, Cloudflare's firewall). */
  readonly document: 'app' | 'login' | 'challenge' | 'gateway-error' | 'outage' | 'error' | 'blocked';
  /** The hop that Cloudflare's error page blames. */
  readonly blames: 'browser' | 'cloudflare' | 'host' | null;
}

type Kind = DocumentFacts['document'];

/** The user's words may stand in titles and headings. */
const USED = '[data-testid], [data-cds], [contenteditable="true"]';
const IN_USE = `${USED}, nav`;
const APP = `html[data-build-id], #root, script[type="module"], ${USED}`;

/** A proxy or a portal wants to know who it is. claude.ai never says these. */
const ASKS_FIRST: readonly (number | null)[] = [407, 511];

export function readDocument(document: Document, path: string, status: number | null): DocumentFacts {
  const isApp = document.querySelector(APP) !== null && !ASKS_FIRST.includes(status);
  const kind = isApp ? kindOfApp(document, path, status) : kindOfOther(document, path, status);
  return { document: kind, blames: kind === 'gateway-error' ? blamed(document) : null };
}

function kindOfApp(document: Document, path: string, status: number | null): Kind {
  const inUse = document.querySelector(IN_USE) !== null;
  if (isOutagePath(path) || (!inUse && saysOutage(document))) return 'outage';
  if (!inUse && status !== null && status >= 500) return 'error';
  return isLogin(document, path) ? 'login' : 'app';
}

/** No document of the app: what it says of itself first, then its status. */
function kindOfOther(document: Document, path: string, status: number | null): Kind {
  if (isChallenge(document)) return 'challenge';
  if (document.querySelector(HOPS) || /(^|\|\s*)5\d\d\b/.test(document.title)) return 'gateway-error';
  if (isRefusal(document, status)) return 'blocked';
  if (isOutagePath(path) || saysOutage(document)) return 'outage';
  const words = shortText(document);
  if (GATEWAY_WORDS.test(words)) return 'gateway-error';
  if (ERROR_WORDS.test(words)) return 'error';
  // 500 is claude.ai's own, 529 its overload; the others come from what stands before it.
  if (status !== null && status >= 500) return status === 500 || status === 529 ? 'error' : 'gateway-error';
  if (/^\/api\/challenge_redirect/.test(path) && status === 403) return 'challenge';
  if (isForeign(document, path, status, words)) return 'blocked';
  return isLogin(document, path) ? 'login' : 'app';
}

const isOutagePath = (path: string): boolean => /^\/(maintenance|restricted)(\/|$)/.test(path);
const isLogin = (document: Document, path: string): boolean =>
  /^\/(login|logout)(\/|$)/.test(path) || document.querySelector(SELECTORS.login) !== null;

/** `challenge-platform` alone is on ordinary pages too: only its orchestrating script makes a check. Turnstile stands on sign-in pages. */
const CHECK =
  '[id^="challenge-"], .cf-im-under-attack, script[src*="/challenge-platform/"][src*="/orchestrate/"]';

const isChallenge = (document: Document): boolean =>
  document.querySelector(CHECK) !== null ||
  [...document.querySelectorAll('script:not([src])')].some((script) =>
    script.textContent?.includes('_cf_chl_opt'),
  ) ||
  document.title === 'Just a moment...';

/** `cf-browser-status`, `cf-cloudflare-status`, `cf-host-status`. */
const HOPS = '.cf-error-source, [id^="cf-"][id$="-status"]';

function blamed(document: Document): DocumentFacts['blames'] {
  const source =
    document.querySelector('.cf-error-source') ?? document.querySelector('.cf-icon-error')?.closest(HOPS);
  const [, hop] = /^cf-(browser|cloudflare|host)-status$/.exec(source?.id ?? '') ?? [];
  return (hop as 'browser' | 'cloudflare' | 'host' | undefined) ?? null;
}

/**
 * Cloudflare's firewall (1006 … 1020: this address, country or rate), a proxy's own page (`ERR_` is Squid's), a portal.
 * Cloudflare's other numbers come with 530: then it is the site that can't be reached.
 */
const isRefusal = (document: Document, status: number | null): boolean =>
  ASKS_FIRST.includes(status) ||
  document.querySelector('body[id^="ERR_"]') !== null ||
  ((status ?? 403) < 500 &&
    (document.querySelector('#cf-wrapper, #cf-error-details') !== null ||
      /^error code: 1\d{3}\b/.test(shortText(document))));

/** A page of HTML that has nothing of the app, where the app was asked for. A page that only might be Claude's is not called so. */
const isForeign = (document: Document, path: string, status: number | null, words: string): boolean =>
  document.contentType === 'text/html' &&
  !/^\/api\//.test(path) &&
  !document.querySelector('script[src^="/"], script[src*="claude.ai"]') &&
  (status === 403 || status === 451 || (status === 200 && words !== '' && !/claude/i.test(document.title)));

const OUTAGE = /^\W*claude (will return soon|is temporarily unavailable)\W*$/i;
const saysOutage = (document: Document): boolean =>
  OUTAGE.test(document.title) || OUTAGE.test(document.querySelector('h1, h2')?.textContent ?? '');

const GATEWAY_WORDS =
  /^(error code: 5\d\d|5\d\d\b|upstream connect|no healthy upstream|bad gateway|service .{0,12}unavailable|gateway time)/i;
const ERROR_WORDS = /^(internal server error|\{"type":\s?"error".{0,30}(api|overloaded)_error)/i;

const shortText = ({ body }: Document): string => (body?.textContent ?? '').slice(0, 2_000).trim();
