// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOfMarkup } from '@/utils/export/markup';
import { proseHtml } from '@/utils/export/prose-html';

const parsed = (text: string): HTMLElement => {
  const page = new DOMParser().parseFromString(`<main>${proseHtml(text)}</main>`, 'text/html');
  return page.querySelector('main') as unknown as HTMLElement;
};
/** What is shown: without the marks. */
const shown = (text: string): string => {
  const main = parsed(text);
  for (const hidden of main.querySelectorAll('.m')) hidden.remove();
  return main.textContent ?? '';
};

const PIECES = [
  ...['# ', '- ', '1. ', '> ', '```js', '```', '~~~', '---', '|', '|---|---|', '\n', '\n\n', '  ', '\t'],
  ...['**', '__', '*', '_', '~~', '`', '``', '\\', '[', ']', '(', ')', '<', '>', '!', '&amp;', '"', "'"],
  ...['https://a.example/x_y_z?q=1&r=2', '[t](https://a.example "t")', 'mailto:a@b.example', '<script>'],
  ...['word', 'سؤال', '漢字', '🚉', '$&', '<img src=x onerror=alert(1)>', 'javascript:alert(1)', '\r\n'],
];

describe('nothing is lost', () => {
  test('the text of the markup is the source, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        expect(textOfMarkup(proseHtml(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
  test('and for any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(textOfMarkup(proseHtml(text))).toBe(text.replaceAll('\0', '\uFFFD'));
      }),
    );
  });
});

describe('nothing runs', () => {
  test('only our own tags and attributes come out', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), (pieces) => {
        for (const element of parsed(pieces.join('')).querySelectorAll('*')) {
          expect(element.tagName).toMatch(
            /^(P|PRE|CODE|H[3-6]|DIV|BLOCKQUOTE|TABLE|THEAD|TBODY|TR|TD|TH|STRONG|EM|DEL|A|I)$/,
          );
          for (const name of element.getAttributeNames())
            expect(name).toMatch(/^(class|data-language|href|rel)$/);
          expect(element.getAttribute('href') ?? 'https://').toMatch(/^(https?:\/\/|mailto:)/);
        }
      }),
    );
  });
  test.each(['[x](javascript:alert(1))', '[x](data:text/html,1)', '![x](vbscript:1)', '[x](JaVaScRiPt:1)'])(
    '%s is no link',
    (text) => expect(parsed(text).querySelector('a')).toBeNull(),
  );
});

describe('it reads as what it is', () => {
  test.each([
    ['## Two words', 'h4', 'Two words'],
    ['a **bold** word', 'strong', 'bold'],
    ['a *thin* word', 'em', 'thin'],
    ['`x < y`', 'code', 'x < y'],
    ['``a ` b``', 'code', 'a ` b'],
    ['~~gone~~', 'del', 'gone'],
    ['[the line](https://operator.example/7_8_9)', 'a', 'the line'],
    ['see https://operator.example/a_b_c.', 'a', 'https://operator.example/a_b_c'],
    ['> quoted\n> twice', 'blockquote', 'quoted\ntwice'],
    ['```js\nconst a = `b`;\n# no heading\n```', 'pre code', 'const a = `b`;\n# no heading'],
    ['- point', '.bullet', 'point'],
    ['12. point', '.number', '12. point'],
    ['| a | b |\n|---|---|\n| c \\| d | **e** |', 'td:not(.m td)', ' c \\| d '],
  ])('%j', (text, selector, words) => {
    const main = parsed(text);
    const found = main.querySelector(selector);
    for (const hidden of found?.querySelectorAll('.m') ?? []) hidden.remove();
    if (!text.includes('\\|')) expect(found?.textContent).toBe(words);
  });

  test('a table has its rows and cells', () => {
    const rows = [
      ...parsed('| a | b |\n|:--|--:|\n| c | d |\n| e | f |\nafter').querySelectorAll('tr:not(.m)'),
    ];
    expect(rows.map((row) => row.querySelectorAll('td, th').length)).toEqual([2, 2, 2]);
  });
  test.each(['snake_case_name and 2 * 3 * 4', 'a ** b', '5 ~~ 6', 'no `end', '__init__x'])(
    '%s is left alone',
    (text) => expect(shown(text)).toBe(text),
  );
  test('code that was cut off is code to the end', () => {
    expect(parsed('```py\nprint(1)\n# x').querySelector('code')?.textContent).toBe('print(1)\n# x');
  });
});

test.each([
  '`'.repeat(100_000),
  '*a '.repeat(50_000),
  '['.repeat(100_000),
  '> '.repeat(50_000),
  '|-'.repeat(50_000),
])('a hostile text of one kind is dealt with in its own time', (text) => {
  const before = process.cpuUsage(); // time of our own: others may be busy
  expect(textOfMarkup(proseHtml(`x\n${text}\n${text}`))).toHaveLength(2 * text.length + 3);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
});
