// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { toMarkdown } from '@/entrypoints/rescue/to-markdown';
import { readShown } from '@/utils/claude/dom-transcript';

const PAGE = readFileSync('tests/fixtures/claude/page-hooks.html', 'utf8');
const QUESTION = '01990b03-1f00-7c01-9d2e-0a1b2c3d4e5f';

const page = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');
const answer = (html: string): string =>
  readShown(page(`<div data-testid="assistant-message">${html}</div>`), toMarkdown).messages[0]?.text ?? '';

beforeEach(() => {
  document.title = '';
});

test('the messages that stand in the page, with what their rows tell', () => {
  const shown = readShown(page(PAGE), toMarkdown);
  expect(shown.title).toBe('Heights of lighthouses');
  expect(shown.messages.map(({ key, sender, isUnfinished }) => ({ key, sender, isUnfinished }))).toEqual([
    { key: QUESTION, sender: 'human', isUnfinished: false },
    { key: `${QUESTION}-hub-reply`, sender: 'assistant', isUnfinished: false },
  ]);
  expect(shown.messages[0]?.text).toBe(
    'My server says "500 Internal Server Error. Something went wrong." Why?',
  );
});

test('without its title’s hook the document’s title stands in, without the site’s name', () => {
  expect(readShown(page(PAGE.replace('chat-title-split', 'x')), toMarkdown).title).toBe(
    'Heights of lighthouses',
  );
});

test('an answer under way is told from a finished one', () => {
  const rows = `<div data-turn-key="a" data-is-streaming="true"><div data-testid="assistant-message"><p>Half</p></div></div>
    <div data-turn-key="b" data-is-streaming="false"><div data-testid="assistant-message"><p>Whole</p></div></div>`;
  expect(readShown(page(rows), toMarkdown).messages.map(({ isUnfinished }) => isUnfinished)).toEqual([
    true,
    false,
  ]);
});

test('a message within a message, and one that is empty, count once and not at all', () => {
  const html = `<div data-testid="assistant-message"><div class="font-claude-response">Once</div></div>
    <div data-testid="user-message"> </div>`;
  expect(readShown(page(html), toMarkdown).messages.map(({ text }) => text)).toEqual(['Once']);
});

test('where the page can’t be read anew, its text is', () => {
  const html = '<div data-testid="assistant-message"><p>One</p><ul><li>two</li></ul></div>';
  const refuses = () => {
    throw new TypeError('This document requires TrustedHTML');
  };
  expect(readShown(page(html), refuses).messages[0]?.text).toBe('One\n\n- two');
});

test.each([
  [
    '<h2>Beans</h2><p>Some <strong>bold</strong> and <em>soft</em> <code>x = 1</code></p>',
    '## Beans\n\nSome **bold** and *soft* `x = 1`',
  ],
  [
    '<pre><code class="language-ts">const a = 1;\nconst b = 2;</code></pre>',
    '```ts\nconst a = 1;\nconst b = 2;\n```',
  ],
  ['<ul><li>one</li><li>two</li></ul>', '-   one\n-   two'],
  [
    '<p>See <a href="https://example.com/x">this</a>.</p><button>Copy</button>',
    'See [this](https://example.com/x).',
  ],
  ['<p>日本語 😀 שלום</p>', '日本語 😀 שלום'],
])('%s as Markdown', (html, markdown) => {
  expect(answer(html)).toBe(markdown);
});

test('a table keeps its cells', () => {
  const table =
    '<table><thead><tr><th>Bed</th><th>Holds</th></tr></thead><tbody><tr><td>1</td><td>beans</td></tr></tbody></table>';
  const markdown = answer(table);
  expect(markdown).toMatch(/^\| Bed \| Holds \|$/m);
  expect(markdown).toMatch(/^\| 1 +\| beans \|$/m);
});

test('what runs in a page is not run, nor taken along', () => {
  document.title = 'mine';
  const markdown = answer(
    '<p>Hi</p><script>document.title="owned"</script><img src="x" onerror="document.title=\'owned\'">',
  );
  expect(document.title).toBe('mine');
  expect(markdown).not.toMatch(/script|owned|onerror/);
  expect(markdown).toContain('Hi');
});
