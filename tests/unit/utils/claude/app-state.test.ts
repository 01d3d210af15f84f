// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import {
  failedPart,
  hasPartsUnderWay,
  isAppPath,
  isBlank,
  partsNamed,
  reloadsItself,
} from '@/utils/claude/app-state';

const states: { name: string; blank: boolean; body: string }[] = JSON.parse(
  readFileSync('tests/fixtures/claude/app-states.json', 'utf8'),
);

afterEach(() => {
  document.body.replaceChildren();
  document.head.replaceChildren();
});

describe('nothing to see', () => {
  test.each(states)('$name: $blank', ({ body, blank }) => {
    document.body.innerHTML = body;
    expect(isBlank(document)).toBe(blank);
  });

  test('a frame that fills the page is something', () => {
    document.body.innerHTML = '<iframe></iframe>';
    const frame = document.querySelector('iframe');
    Object.defineProperty(frame, 'offsetWidth', { value: 900 });
    Object.defineProperty(frame, 'offsetHeight', { value: 600 });
    expect(isBlank(document)).toBe(false);
  });
});

test.each([
  ['/', true],
  ['/new', true],
  ['/chat/0199', true],
  ['/recents', true],
  ['/settings/profile', true],
  ['/code', true],
  ['/api/organizations', false],
  ['/share/0199', false],
  ['/oauth/callback', false],
  ['/codes', false],
])('%s is a page of the app: %s', (path, is) => {
  expect(isAppPath(path)).toBe(is);
});

const entry = (name: string, responseStatus = 200) => ({ name, responseStatus });
const SCRIPT = 'https://claude.ai/assets/index-4f2a91.js';

describe('parts of the app', () => {
  test.each([
    ['a script that is gone', [entry(SCRIPT, 404)], 404],
    ['a style that the server cannot give', [entry('https://assets.claude.ai/v2/app.css?x=1', 503)], 503],
    ['of another of its hosts', [entry('https://assets-proxy.anthropic.com/claude-ai/v2/a.mjs', 404)], 404],
    ['all there', [entry(SCRIPT)], undefined],
    ['a browser that tells no status', [entry(SCRIPT, 0)], undefined],
    ['a call', [entry('https://claude.ai/api/bootstrap', 500)], undefined],
    ["somebody else's script", [entry('https://cdn.example.com/claude.ai/metrics.js', 404)], undefined],
  ])('%s', (_, entries, status) => {
    expect(failedPart(entries)).toBe(status);
  });

  test('those that the document names', () => {
    document.head.innerHTML = `<script type="module" src="${SCRIPT}"></script><link rel="stylesheet" href="https://claude.ai/assets/a.css">`;
    const named = [entry(SCRIPT, 404), entry('https://claude.ai/assets/a.css')];
    expect(partsNamed(document, [...named, entry('https://s-cdn.anthropic.com/s.js', 404)])).toEqual(named);
  });

  test('one that is asked for and not there yet is under way', () => {
    document.head.innerHTML = `<link rel="modulepreload" href="${SCRIPT}">`;
    expect(hasPartsUnderWay(document, [])).toBe(true);
    expect(hasPartsUnderWay(document, [entry(SCRIPT)])).toBe(false);
  });
});

test.each([
  [null, false],
  ['no number', false],
  ['99000', false],
  ['99500', true],
  ['100020', true],
])('the note %s of a page that failed at 100000: it reloads itself: %s', (note, is) => {
  expect(reloadsItself({ getItem: () => note }, 100_000)).toBe(is);
});

test('where storage is blocked, a page notes nothing', () => {
  const blocked = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  expect(reloadsItself({ getItem: blocked }, 100_000)).toBe(false);
});
