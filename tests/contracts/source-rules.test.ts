import { expect, it } from 'vitest';
import { codeOf, nameOf, sources } from './source';

const where = (pattern: RegExp, files = sources): string[] =>
  files.flatMap((path) => [...codeOf(path).matchAll(pattern)].map(([found]) => `${path}: ${found.trim()}`));

/** Each gets its `fetch` from the browser, or by an argument from a file of this list. */
const MAY_OPEN_THE_NETWORK: readonly string[] = [
  'entrypoints/background/chat-backup.ts',
  'entrypoints/background/full-backup-run.ts',
  'entrypoints/library-worker/files.ts',
  'entrypoints/library-worker/full-backup.ts',
  'utils/browser/ask-host.ts',
  'utils/browser/fetch-text.ts',
  'utils/claude/client-answer.ts',
  'utils/claude/http-cache.ts',
  'utils/claude/session-check.ts',
];

it('text never becomes markup or code', () => {
  expect(where(/\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc)\b/g)).toEqual([]);
  expect(where(/\b(eval\(|new Function\b|document\.write\b|createContextualFragment\b)/g)).toEqual([]);
});

it('nobody but these files opens the network, and nothing is sent with a request', () => {
  const ways =
    /(?<![\w.'])(fetch|importScripts)\(|\b(XMLHttpRequest|sendBeacon|WebSocket|EventSource|WebTransport|RTCPeerConnection|requestSubmit)\b/g;
  const open = new Set(where(ways).map((one) => one.replace(/: .*/, '')));
  expect([...open]).toEqual(MAY_OPEN_THE_NETWORK);
  // Whoever names no method asks by GET; the one that knows the word tells the page's own messages by it.
  expect(where(/['"`](POST|PUT|PATCH|DELETE)['"`]/g)).toEqual(["utils/claude/endpoints.ts: 'POST'"]);
});

it('the pure folders take time, chance and the network as arguments', () => {
  const pure = /^utils\/(signals|detectors|status|probes|incidents|settings|diagnosis|fixes|drafts|export)\//;
  const files = sources.filter((path) => pure.test(path));
  expect(where(/\b(Date\.now|new Date\(\)|Math\.random|performance\.now)/g, files)).toEqual([]);
  expect(
    where(
      /(?<![\w.])(fetch|setTimeout|setInterval)\(|(?<!')\b(localStorage|sessionStorage|indexedDB)\b/g,
      files,
    ),
  ).toEqual([]);
});

it('components keep no clock and fetch nothing', () => {
  const files = sources.filter((path) => path.startsWith('components/'));
  expect(
    where(/\b(Date\.now|new Date\(\)|Math\.random)|(?<![\w.])(fetch|setTimeout|setInterval)\(/g, files),
  ).toEqual([]);
});

it('addresses of the network stand in few places, and are on the list', () => {
  const known =
    /^https:\/\/(claude\.ai|status\.(claude|anthropic)\.com|anthropic\.statuspage\.io|hn\.algolia\.com|api\.github\.com|github\.com|www\.reddit\.com|mastodon\.social|downdetector\.com|downforai\.com|statusgator\.com|x\.com|example\.com|1\.1\.1\.1|support\.(claude|anthropic)\.com|chatgpt\.com|copilot\.microsoft\.com|duck\.ai|gemini\.google\.com|chat\.mistral\.ai)\b/;
  const strange = where(/https?:\/\/[\w.*-]+/g).filter((one) => !known.test(one.replace(/^[^:]*: /, '')));
  expect(strange).toEqual([]);
});

it('there are no barrels: a name is imported from where it is made', () => {
  expect(where(/^export\s+(\*|\{[^}]*\})\s*from.*$/gm)).toEqual([]);
  const indexes = sources.filter((path) => nameOf(path) === 'index' && !path.startsWith('entrypoints/'));
  expect(indexes).toEqual([]);
});

it('files are nouns in kebab-case, components in PascalCase, and nobody is a helper', () => {
  const shape = (path: string): boolean =>
    (path.startsWith('components/') && path.endsWith('.tsx')
      ? /^[A-Z][A-Za-z]+$/
      : /^[a-z][a-z0-9.-]*$/
    ).test(nameOf(path));
  expect(sources.filter((path) => !shape(path))).toEqual([]);
  expect(
    sources.filter((path) => /(^|-)(utils?|helpers?|manager|service|common|misc)$/.test(nameOf(path))),
  ).toEqual([]);
});
