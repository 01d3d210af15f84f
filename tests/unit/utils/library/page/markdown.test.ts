import { describe, expect, test } from 'vitest';
import { ALL_HOSTILE, HOSTILE } from '@/tests/hostile';
import { webAddress } from '@/utils/export/web-address';
import { codeHtml } from '@/utils/library/page/code';
import { markdownHtml } from '@/utils/library/page/markdown';

const TAG =
  /<\/?(?:p|br|hr|h[456]|ul|ol|li|blockquote|pre|code|span|sup|em|strong|del|a|table|thead|tbody|tr|th|td)(?: (?:href|title|class|start|align)="[^"<>]*")*>/g;

/** What is left when every tag of ours is taken out: text, in which nothing may begin another tag. */
const strange = (html: string): string => html.replace(TAG, '').replace(/[^<>]/g, '');

const addresses = (html: string): readonly string[] =>
  [...html.matchAll(/\s(?:href|src|title)="([^"]*)"/g)].map(([, url = '']) => url);

describe('hostile texts', () => {
  test('are more than two hundred', () => {
    expect(ALL_HOSTILE.length).toBeGreaterThan(200);
  });

  test.each(ALL_HOSTILE)('%j is text, as Markdown and as code', (payload) => {
    for (const text of [
      payload,
      `[x](${payload})`,
      `> - ${payload}`,
      `| ${payload} |\n|--|\n| ${payload} |`,
    ]) {
      expect(strange(markdownHtml(text)), text).toBe('');
      for (const url of addresses(markdownHtml(text))) expect(url).toMatch(/^(https?|mailto):/);
    }
    for (const language of ['', 'html', 'markdown', 'javascript', payload])
      expect(strange(codeHtml(payload, language))).toBe('');
  });

  test.each(HOSTILE.addresses)('%j is no address, or one of the web', (address) => {
    expect(webAddress(address) ?? 'https:').toMatch(/^https?:/);
  });

  test.each(['*a_', '_a_b', '[', '> ', '`a``', '~', '\n', '{', '"', 'a', '_', '1e', '<a '])(
    'a lot of %j takes no second',
    (piece) => {
      const text = piece.repeat(60_000 / piece.length);
      const start = performance.now();
      markdownHtml(text);
      for (const language of ['javascript', 'cpp', 'xml', 'yaml']) codeHtml(text, language);
      expect(performance.now() - start).toBeLessThan(1_000);
    },
  );
});

describe('Markdown', () => {
  test.each([
    ['**a** _b_ ~~c~~ `d`', '<strong>a</strong> <em>b</em> <del>c</del> <code>d</code>'],
    ['# One\n\n#### Four', '<h4>One</h4><h6>Four</h6>'],
    ['- [x] done\n- [ ] open', '☑ done'],
    ['one\ntwo', 'one<br>two'],
    ['| a |\n|--:|\n| 1 |', '<td align="right">1</td>'],
    ['https://a.example/x', '<a href="https://a.example/x" title="https://a.example/x">'],
  ])('%j', (text, html) => {
    expect(markdownHtml(text)).toContain(html);
  });

  test('tags stand there as they were written', () => {
    expect(markdownHtml('<div>\nx\n</div> and <b>y</b>')).toContain('&lt;div&gt;');
  });

  test('a picture is a link to it: loading it would tell who reads', () => {
    const html = markdownHtml('![chart](https://a.example/chart.png)');
    expect(html).not.toContain('<img');
    expect(html).toContain('href="https://a.example/chart.png"');
    expect(html).toContain('>chart</a>');
  });

  test('code is coloured in its language, and stays the same text', () => {
    const html = markdownHtml('```js\nconst a = "</code>";\n```');
    expect(html).toContain('<span class="hljs-keyword">const</span>');
    expect(html.replace(/<[^>]*>/g, '')).toContain('&lt;/code&gt;');
  });

  test('what is too deep or too long for the parser is shown as it is', () => {
    for (const text of ['> '.repeat(20_000), 'x'.repeat(70_000), 'a b '.repeat(5_000)])
      expect(markdownHtml(text)).toMatch(/^<p class="as-typed">/);
  });

  test('a sign that is written as an entity stays that sign, and never becomes a tag', () => {
    expect(markdownHtml('1 &lt; 2 &amp; a & b')).toBe('<p>1 &lt; 2 &amp; a &amp; b</p>\n');
  });
});

describe('citations', () => {
  const cite = (number: number, quote: string, url = `https://s.example/${number}`) => ({
    number,
    quote,
    url,
  });

  test('each number stands behind the words that it supports, and leads to its source', () => {
    const html = markdownHtml('Red is warm. Blue is **cold**, they say.', [
      cite(1, 'Red is warm.'),
      cite(2, 'Blue is **cold**'),
    ]);
    expect(html.replace(/<[^>]*>/g, '')).toBe('Red is warm.[1] Blue is cold,[2] they say.\n');
    expect(html).toContain('<sup><a href="https://s.example/2"');
  });

  test('never within a word, whatever the offsets say', () => {
    expect(markdownHtml('A header. See [1].', [cite(1, 'A header. See [')])).toContain('See [1].<sup>');
  });

  test('words that are not there take no number, nor does an address that is none', () => {
    expect(markdownHtml('Red.', [cite(1, 'Blue.')])).not.toContain('<sup>');
    expect(markdownHtml('Red.', [cite(1, 'Red.', 'javascript:hit()')])).toContain('<sup>[1]</sup>');
  });
});
