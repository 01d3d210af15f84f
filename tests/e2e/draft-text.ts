import type { Page } from 'puppeteer-core';
import { COMPOSER } from './kit.ts';

interface Block {
  readonly html: string;
  /** As it comes back: what the user could have typed for it. */
  readonly text: string;
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const paragraph = (...lines: string[]): Block => ({
  html: `<p>${lines.map(escaped).join('<br>')}</p>`,
  text: lines.join('\n'),
});

const list = (tag: 'ul' | 'ol', ...items: string[]): Block => ({
  html: `<${tag}>${items.map((item) => `<li><p>${escaped(item)}</p></li>`).join('')}</${tag}>`,
  text: items.map((item, index) => `${tag === 'ul' ? '-' : `${index + 1}.`} ${item}`).join('\n'),
});

const code = (language: string, text: string): Block => ({
  html: `<pre><code class="language-${language}">${escaped(text)}</code></pre>`,
  text: `\`\`\`${language}\n${text}\n\`\`\``,
});

/** Emoji of several code points, right-to-left, spaces that HTML would fold, marks that an editor would take for its own. */
const chapter = (number: number): Block[] => [
  paragraph(
    `${number}  two spaces, a tab\tand 👩‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 é é ﷽`,
    '  indented',
    '',
    'after an empty line',
  ),
  paragraph('שלום עולם, (2026) — مرحبا بالعالم: ١٢٣ 👋🏽', 'mixed: abc אבג 123 دهو \u200fmark\u200e'),
  list('ul', `first of ${number}`, 'zweitens: ß ü', '第三 <b>not bold</b>'),
  list('ol', 'one & "two"', "it's three"),
  code('ts', `const a = [\n  ${number}, // 'x' < y && z\n];\n\n\tlog(a);`),
  paragraph('__init__ and snake_case_name, 5 * 3 * 2, ~tilde~, https://example.org/?a=1&b=2#c'),
];

const blocksOf = (bytes: number): Block[] => {
  const blocks: Block[] = [];
  for (let number = 1, size = 0; size < bytes; number += 1) {
    blocks.push(...chapter(number));
    size += Buffer.byteLength(
      blocks
        .slice(-6)
        .map(({ text }) => text)
        .join('\n\n'),
    );
  }
  return blocks;
};

const blocks = blocksOf(50_000);
/** At least 50 kB. */
export const LONG_TEXT = blocks.map(({ text }) => text).join('\n\n');
const LONG_HTML = `<p>${blocks
  .map(({ html }) => html)
  .join('')
  .slice('<p>'.length)}`;

interface EditorElement extends Element {
  /** Put there by the editor itself. */
  readonly editor?: {
    readonly commands: {
      setContent: (html: string, options: object) => boolean;
      focus: (at: 'end') => boolean;
    };
  };
}

/** Puts it there with the formats that an editor makes of lists and code (no browser lets a page paste as a hand does), and types. */
export async function pasteLong(page: Page): Promise<void> {
  await page.waitForSelector(COMPOSER);
  await page.bringToFront();
  await page.click(COMPOSER);
  await page.evaluate(
    (selector, html) => {
      const { editor } = document.querySelector(selector) as EditorElement;
      editor?.commands.setContent(html, { parseOptions: { preserveWhitespace: 'full' } });
      editor?.commands.focus('end');
    },
    COMPOSER,
    LONG_HTML,
  );
  await page.keyboard.type('x');
  await page.keyboard.press('Backspace');
  const difference = firstDifference(await page.$eval(COMPOSER, readMarked), LONG_TEXT);
  if (difference !== 'none') throw new Error(`Another text got into the composer: ${difference}`);
}

/** What stands in the composer, lists and code by their marks. Runs in the page. */
export function readMarked(composer: Element): string {
  const read = (node: Node): string => {
    if (node.nodeName === 'BR')
      return (node as Element).classList.contains('ProseMirror-trailingBreak') ? '' : '\n';
    if (node.nodeType === 3) return node.nodeValue ?? '';
    return [...node.childNodes].map(read).join('');
  };
  const block = (element: Element): string => {
    const isOrdered = element.nodeName === 'OL';
    if (isOrdered || element.nodeName === 'UL')
      return [...element.children]
        .map((item, index) => `${isOrdered ? `${index + 1}.` : '-'} ${read(item)}`)
        .join('\n');
    if (element.nodeName !== 'PRE') return read(element);
    const language = /language-(\S+)/.exec(element.firstElementChild?.className ?? '')?.[1] ?? '';
    return `\`\`\`${language}\n${read(element)}\n\`\`\``;
  };
  return [...composer.children].map(block).join('\n\n');
}

/** The first place at which they differ, for a message that one can read. */
export function firstDifference(text: string, wanted: string): string {
  if (text === wanted) return 'none';
  let at = 0;
  while (text[at] === wanted[at]) at += 1;
  const near = (one: string): string => JSON.stringify(one.slice(Math.max(0, at - 20), at + 40));
  return `at ${at} of ${wanted.length} (${text.length} there): ${near(text)} in place of ${near(wanted)}`;
}

/** A file that goes with what is typed: `harbour list.txt`. */
export async function attachList(page: Page): Promise<void> {
  await page.waitForSelector('input[type="file"]');
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    const files = new DataTransfer();
    files.items.add(new File(['one\ntwo'], 'harbour list.txt', { type: 'text/plain' }));
    if (!input) return;
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.waitForSelector('[data-testid="file-thumbnail"]');
}
