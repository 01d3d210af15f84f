/**
 * What kind of document claude.ai's address answered with. Cloudflare's check and Cloudflare's error page are two things,
 * and neither is a sign-out. Told by structure and path; words come last.
 * Seen: tests/fixtures/claude/documents/ (2026-05 … 2026-10). When wrong: a check is called an outage.
 */
import { SELECTORS } from './selectors';

export interface DocumentFacts {
  readonly document: 'app' | 'login' | 'challenge' | 'gateway-error' | 'outage' | 'error';
  /** The hop that Cloudflare's error page blames. */
  readonly blames: 'browser' | 'cloudflare' | 'host' | null;
}

const BLAMED = {
  'cf-browser-status': 'browser',
  'cf-cloudflare-status': 'cloudflare',
  'cf-host-status': 'host',
} as const;

export function readDocument(document: Document, path: string, status: number | null): DocumentFacts {
  if (isGatewayError(document)) return { document: 'gateway-error', blames: blamed(document) };
  if (isChallenge(document)) return { document: 'challenge', blames: null };
  if (/^\/(maintenance|restricted)\b/.test(path) || isOutage(document))
    return { document: 'outage', blames: null };
  if (status !== null && status >= 500) return { document: 'error', blames: null };
  if (/^\/(login|logout)\b/.test(path) || document.querySelector(SELECTORS.login))
    return { document: 'login', blames: null };
  return { document: 'app', blames: null };
}

/** In the app, titles and headings are the user's own words. */
const isApp = (document: Document): boolean => document.querySelector('[data-testid]') !== null;

const titled = (document: Document, pattern: RegExp): boolean =>
  !isApp(document) && pattern.test(document.title);

const isGatewayError = (document: Document): boolean =>
  document.querySelector('#cf-error-details, .cf-error-source') !== null ||
  titled(document, /(^|\|\s*)5\d\d\b/);

/** `challenge-platform` alone is on ordinary pages too: only its orchestrating script makes a check. */
const CHECK =
  '#challenge-form, #challenge-running, #challenge-stage, script[src*="/challenge-platform/"][src*="/orchestrate/"]';

const isChallenge = (document: Document): boolean =>
  document.querySelector(CHECK) !== null || titled(document, /^Just a moment\.\.\.$/);

const OUTAGE = /claude will return soon|claude is temporarily unavailable/i;

const isOutage = (document: Document): boolean =>
  titled(document, OUTAGE) ||
  (!isApp(document) && OUTAGE.test(document.querySelector('h1, h2')?.textContent ?? ''));

function blamed(document: Document): DocumentFacts['blames'] {
  const id = document.querySelector('.cf-error-source')?.id ?? '';
  return id in BLAMED ? BLAMED[id as keyof typeof BLAMED] : null;
}
