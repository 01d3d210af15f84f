// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fillComposer, findComposer, readAttachments, readComposer } from '@/utils/claude/composer';
import { pageWith } from './page';

const FILLER = '<br class="ProseMirror-trailingBreak">';

function composerWith(html: string): HTMLElement {
  document.body.innerHTML = `<main><div data-testid="chat-input" class="tiptap ProseMirror" contenteditable="true">${html}</div></main>`;
  return findComposer(document) as HTMLElement;
}

beforeEach(() => {
  // happy-dom has no editing commands.
  document.execCommand ??= () => false;
});
afterEach(() => {
  document.body.innerHTML = '';
});

describe('reading', () => {
  test.each([
    ['nothing', '', ''],
    ['an empty editor', `<p data-placeholder="Reply…" class="is-empty">${FILLER}</p>`, ''],
    ['an empty editor without a mark', '<p><br></p>', ''],
    ['one line', '<p>How tall is it?</p>', 'How tall is it?'],
    ['a line that is kept open', `<p>How tall${FILLER}</p>`, 'How tall'],
    ['a hard break', '<p>one<br>two</p>', 'one\ntwo'],
    ['a hard break at the end', `<p>one<br>${FILLER}</p>`, 'one\n'],
    ['hard breaks only', `<p><br><br>${FILLER}</p>`, '\n\n'],
    [
      'formats, as they were typed',
      '<p>a <strong>bold <em>and</em></strong> <code>code</code></p>',
      'a **bold *and*** `code`',
    ],
    ['spaces', '<p>  two  spaces\u00a0</p>', '  two  spaces\u00a0'],
    ['what looks like HTML', '<p>&lt;b&gt; &amp;amp;</p>', '<b> &amp;'],
    ['another alphabet', '<p>größer 🗼 日本語</p>', 'größer 🗼 日本語'],
    ['a list', '<ul><li><p>one</p></li><li><p>two</p></li></ul>', '- one\n- two'],
    ['a numbered list', '<ol><li><p>one</p></li><li><p>two</p></li></ol>', '1. one\n2. two'],
    ['a quote', '<blockquote><p>said</p></blockquote>', '> said'],
    ['a heading', '<h2>Title</h2>', '## Title'],
    ['a list from three', '<ol start="3"><li><p>one</p></li><li><p>two</p></li></ol>', '3. one\n4. two'],
    ['a list in a list', '<ul><li><p>one</p><ul><li><p>two</p></li></ul></li></ul>', '- one\n  - two'],
    ['code of a language', '<pre><code class="language-ts">a = 1</code></pre>', '```ts\na = 1\n```'],
    ['code', '<pre><code>a = 1\n  b = 2</code></pre>', '```\na = 1\n  b = 2\n```'],
  ])('%s', (_, html, expected) => {
    expect(readComposer(composerWith(html))).toBe(expected);
  });

  test('a plain text area', () => {
    document.body.innerHTML = '<main><textarea data-testid="chat-input"></textarea></main>';
    const area = findComposer(document) as HTMLTextAreaElement;
    area.value = 'one\n\ntwo  ';
    expect(readComposer(area)).toBe('one\n\ntwo  ');
  });

  test('paragraphs stay apart from lines', () => {
    const apart = readComposer(composerWith('<p>one</p><p>two</p>'));
    expect(apart).toMatch(/^one\n+two$/);
    expect(apart).not.toBe(readComposer(composerWith('<p>one<br>two</p>')));
  });
});

describe('finding', () => {
  test.each([
    ['by its test id', '<p contenteditable="true">other</p><div data-testid="chat-input" id="it"></div>'],
    [
      'by its editor, when the test id was renamed',
      '<div class="tiptap ProseMirror" contenteditable="true" id="it"></div>',
    ],
    ['by what it is', '<main><div contenteditable="true" id="it"></div></main>'],
  ])('%s', (_, html) => {
    document.body.innerHTML = html;
    expect(findComposer(document)?.id).toBe('it');
  });

  test('not where there is none', () => {
    document.body.innerHTML = '<main><input><textarea></textarea><div>text</div></main>';
    expect(findComposer(document)).toBeNull();
  });
});

test('names of what is attached', () => {
  expect(readAttachments(pageWith())).toEqual(['lighthouse plan.pdf']);
  expect(
    readAttachments(
      pageWith('<div data-testid="attachment"> notes.txt </div><div data-cds="Attachment"></div>'),
    ),
  ).toEqual(['notes.txt', 'lighthouse plan.pdf']);
});

describe('filling', () => {
  test('a text area, as its framework hears it', async () => {
    document.body.innerHTML = '<main><textarea data-testid="chat-input">old</textarea></main>';
    const area = findComposer(document) as HTMLTextAreaElement;
    const heard = vi.fn();
    area.addEventListener('input', heard);
    expect(await fillComposer(area, 'new\ntext')).toBe(true);
    expect(area.value).toBe('new\ntext');
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('what is there already is not touched', async () => {
    const composer = composerWith('<p>same</p>');
    const heard = vi.fn();
    composer.addEventListener('paste', heard);
    expect(await fillComposer(composer, 'same')).toBe(true);
    expect(heard).not.toHaveBeenCalled();
  });

  test('an editor that takes a paste', async () => {
    const composer = composerWith('<p>old</p>');
    composer.addEventListener('paste', (event) => {
      event.preventDefault();
      composer.innerHTML = event.clipboardData?.getData('text/html') ?? '';
    });
    expect(await fillComposer(composer, 'a < b & c\n\nnew')).toBe(true);
    expect(readComposer(composer)).toBe('a < b & c\n\nnew');
  });

  test('an editor that takes nothing but its own nodes', async () => {
    const composer = composerWith('<p>old</p>');
    const heard = vi.fn();
    composer.addEventListener('input', heard);
    expect(await fillComposer(composer, 'line one\nline two\n\nafter')).toBe(true);
    expect(readComposer(composer)).toBe('line one\nline two\n\nafter');
    expect(heard).toHaveBeenCalled();
  });

  test('an editor that refuses everything: told so', async () => {
    const composer = composerWith('<p>mine</p>');
    vi.spyOn(composer, 'replaceChildren').mockImplementation(() => undefined);
    expect(await fillComposer(composer, 'other')).toBe(false);
    expect(readComposer(composer)).toBe('mine');
  });

  test('never by keystrokes, which would send', async () => {
    const composer = composerWith('<p>old</p>');
    const pressed = vi.fn();
    for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput'])
      composer.addEventListener(type, pressed);
    await fillComposer(composer, 'one\ntwo');
    expect(pressed).not.toHaveBeenCalled();
  });
});

test('any text goes in as nodes and comes out to the character', async () => {
  vi.useFakeTimers();
  const line = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, ''));
  const text = fc.array(line, { minLength: 1, maxLength: 7 }).map((lines) => lines.join('\n'));
  await fc.assert(
    fc.asyncProperty(text, async (given) => {
      const composer = composerWith('<p>old</p>');
      const filling = fillComposer(composer, given);
      await vi.advanceTimersByTimeAsync(500);
      expect(await filling).toBe(true);
      expect(readComposer(composer)).toBe(given);
    }),
    { numRuns: 300 },
  );
  vi.useRealTimers();
});
