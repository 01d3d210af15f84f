import { Marked, type RendererObject, type Tokens } from 'marked';
import { webAddress } from '@/utils/export/web-address';
import { codeHtml, escaped } from '@/utils/library/page/code';

/** Longer texts, and such as nobody writes, are shown as they are: what takes the parser seconds would hold up the page. */
const MAX_MARKDOWN = 60_000;
const MAX_PARAGRAPH = 8_000;

/** Starts a block of its own: a list, a heading, a quote, a row of a table, or nothing at all. */
const STARTS_BLOCK = /^ {0,12}(?:[|#>*+-]|\d{1,9}[.)]|$)/;

function isMarkdown(text: string): boolean {
  if (text.length > MAX_MARKDOWN) return false;
  let paragraph = 0;
  let isFenced = false;
  for (const line of text.split('\n')) {
    const isFence = line.startsWith('```') || line.startsWith('~~~');
    if (isFence) isFenced = !isFenced;
    paragraph = isFence || isFenced || STARTS_BLOCK.test(line) ? 0 : paragraph + line.length;
    if (Math.max(paragraph, isFenced ? 0 : line.length) > MAX_PARAGRAPH) return false;
  }
  return true;
}

/** Stand around the number of a citation while the text is made into HTML: no keyboard types them. */
const [OPEN, CLOSE] = ['\uE0C1', '\uE0C2'];

/** A citation's number, where it leads, and the words that it supports. */
export interface Citation {
  readonly number: number;
  readonly url: string;
  readonly quote: string;
}

/** `&lt;` stays the sign that it stands for. */
const asText = (text: string): string =>
  escaped(text).replace(/&amp;(?=(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});)/gi, '&');

const link = (address: string, html: string): string => {
  const href = webAddress(address);
  return href === undefined ? html : `<a href="${escaped(href)}" title="${escaped(href)}">${html}</a>`;
};

const renderer: RendererObject = {
  // A conversation's own tags are text, as on claude.ai.
  html: ({ text, block }: Tokens.HTML | Tokens.Tag) => (block ? `<p>${escaped(text)}</p>` : escaped(text)),
  // Also what stands behind a `<script>`, which the parser would hand on as it is.
  text(token) {
    return 'tokens' in token && token.tokens ? this.parser.parseInline(token.tokens) : asText(token.text);
  },
  link({ href, tokens }) {
    return link(href, this.parser.parseInline(tokens));
  },
  // A picture from elsewhere would tell its server who reads this, and when.
  image: ({ href, text }) => link(href, escaped(text || href)),
  // The page has the first three levels.
  heading({ tokens, depth }) {
    const level = Math.min(6, depth + 3);
    return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
  },
  code: ({ text, lang = '' }) => {
    const [language = ''] = lang.split(/\s/);
    return `<pre><code>${codeHtml(text, language)}</code></pre>`;
  },
  checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
};

const marked = new Marked({ gfm: true, breaks: true, renderer });

/** Markdown as HTML in which no tag, attribute or address is the conversation's own. Still sanitised before it is shown. */
export function markdownHtml(text: string, citations: readonly Citation[] = []): string {
  if (!isMarkdown(text)) return plain(text);
  try {
    const html = marked.parse(withNumbers(text, citations), { async: false });
    const urls = new Map(citations.map(({ number, url }) => [String(number), url]));
    return html.replace(
      NUMBERS,
      (_, number: string) => `<sup>${link(urls.get(number) ?? '', `[${number}]`)}</sup>`,
    );
  } catch {
    return plain(text); // nested too deeply
  }
}

const NUMBERS = new RegExp(`${OPEN}\\[(\\d{1,4})\\]${CLOSE}`, 'g');

const plain = (text: string): string => `<p class="as-typed">${escaped(text)}</p>`;

/** Puts each number behind the words that it supports. From the end, so that the places before stay where they are. */
function withNumbers(text: string, citations: readonly Citation[]): string {
  const places = citations.flatMap(({ number, quote }) => {
    const from = quote === '' ? -1 : text.indexOf(quote);
    return from < 0 ? [] : [{ number, at: wordEnd(text, from + quote.length) }];
  });
  return places
    .sort((a, b) => b.at - a.at || b.number - a.number)
    .reduce(
      (marked, { number, at }) => `${marked.slice(0, at)}${OPEN}[${number}]${CLOSE}${marked.slice(at)}`,
      text,
    );
}

/** Never within a word, nor between it and its full stop: offsets are not always those of the text. */
const wordEnd = (text: string, at: number): number => {
  const rest = /^\S{0,40}/.exec(text.slice(at, at + 40)) ?? [''];
  return at + rest[0].length;
};
