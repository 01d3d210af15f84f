// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import phrases from '@/tests/fixtures/claude/notices.json';
import { readDocument } from '@/utils/claude/document-kind';
import { isReplying, readPage, retryControl } from '@/utils/claude/notices';
import { documentOf } from './page';

const PAGES = 100_000;
const KINDS = ['app', 'login', 'challenge', 'gateway-error', 'outage', 'error', 'blocked'];
const parser = new DOMParser();

/** Some markup is more than this parser of the tests can take; a browser's makes a page of anything. */
function parsed(source: string): Document | null {
  try {
    return parser.parseFromString(source, 'text/html');
  } catch {
    return null;
  }
}

/** Pieces of claude.ai's pages and of pages in between, of broken markup, and of nothing in particular. */
const piece = fc.oneof(
  fc.constantFrom(...phrases.map(({ text }) => text)),
  fc.constantFrom(
    '<div role="status">',
    '<div role=alert data-state="open">',
    '<div data-testid="message-warning">',
    '<div data-testid="user-message">',
    '<div data-cds="Banner" data-color-context=>',
    '<main>',
    '<nav>',
    '</main></div>',
    '</nope',
    '<button>Try again</button>',
    '<button disabled aria-label="Retry',
    '<div contenteditable="true">',
    '<html data-build-id>',
    '<body id="ERR_X">',
    '<title>502 | ',
    '<title>Just a moment...</title>',
    '<div id="cf-wrapper">',
    '<div id="cf-error-details" class="cf-error-source">',
    '<div id="cf-host-status" class="cf-error-source">',
    '<script>_cf_chl_opt',
    '<svg><title>5',
    '<template><div role="alert">',
    '<table><div role="status"><tr>',
    '<!--',
    ']]>',
    '<![CDATA[',
    '&#x0;&amp',
    '\u0000\ufeff\u2028',
    '<h1>Claude will return soon',
    '<frameset>',
    '<input data-testid="code"',
    '<a href=">',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 12, unit: 'binary' }),
);
const html = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''));
const path = fc.oneof(
  fc.constantFrom('/new', '/login', '/maintenance', '/restricted/x', '/api/challenge_redirect', ''),
  fc.webPath(),
);
const status = fc.option(fc.oneof(fc.constantFrom(200, 403, 407, 429, 500, 502, 511, 529), fc.nat(999)));

const BATCH = 500;

/** Reads one page in every way; the time it took, or null where there was nothing to read. */
function readAll(source: string, at: string, code: number | null): number | null {
  const page = parsed(source);
  if (!page) return null;
  const began = performance.now();
  const { document, blames } = readDocument(page, at, code);
  const { notice, ownRetry } = readPage(page);
  const control = retryControl(page);
  isReplying(page);
  const ms = performance.now() - began;
  expect(KINDS.includes(document) && (blames === null || document === 'gateway-error')).toBe(true);
  if (control) expect(ownRetry === null && page.contains(control)).toBe(true);
  if (notice?.retry) expect(notice.place).toBe('turn');
  return ms;
}

test(`${PAGES} pages, whole or broken: an answer, never an exception, and nothing pressed that isn't there`, async () => {
  let slowestMs = 0;
  let read = 0;
  const pages = fc.property(html, path, status, (source, at, code) => {
    const ms = readAll(source, at, code);
    if (ms === null) return;
    read += 1;
    slowestMs = Math.max(slowestMs, ms);
  });
  while (read < PAGES) {
    fc.assert(pages, { numRuns: BATCH });
    await new Promise((resolve) => setTimeout(resolve)); // pages that are done with can go
  }
  expect(slowestMs).toBeLessThan(500);
}, 120_000);

describe('pages made to be slow', () => {
  const long = (text: string, times: number): string => text.repeat(times);
  test.each([
    ['one word without end', `<div role="status">${long('a', 1_000_000)}</div>`],
    ['words that nearly say it', `<div role="status">${long('error ', 50_000)}</div>`],
    ['a clause without end', `<div role="status">couldn't ${long("it's ", 50_000)}:</div>`],
    ['numbers without end', `<div role="status">${long('500 ', 50_000)}</div>`],
    ['an envelope without end', `<div role="status">${long('{"type":', 50_000)}</div>`],
    ['white space without end', `<div role="status">${long(' \n\t', 100_000)}x</div>`],
    ['3,000 statuses', long('<div role="status">Something went right</div>', 3_000)],
    ['a title without end', `<title>${long('| ', 100_000)}</title>`],
    ['text without end', `<body>${long('error code: ', 100_000)}</body>`],
    ['nested deeply', `${long('<div role="status">', 300)}Something went wrong`],
  ])('%s', (_, source) => {
    const page = parser.parseFromString(source, 'text/html');
    const began = performance.now();
    readPage(page);
    readDocument(page, '/new', 200);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

test('every document of the fixtures, cut anywhere', () => {
  const source = documentOf('documents/cloudflare-502.html').documentElement.outerHTML;
  for (let end = 0; end < source.length; end += 7) {
    const page = parser.parseFromString(source.slice(0, end), 'text/html');
    expect(KINDS).toContain(readDocument(page, '/new', 502).document);
    expect(readPage(page).notice).toBeNull();
  }
});
