import { createPlaces, endsIn, type Places, runsIn } from '@/utils/export/inline-places';
import { escaped, linkTo } from '@/utils/export/markup';

/**
 * Markdown within a line or paragraph as HTML that still holds every character of it: the marks stand in `<i class="m">`,
 * which the page's style hides. So nothing can be lost, and the text is found as it was written.
 */
export function inlineHtml(text: string, depth = 0): string {
  if (depth > MAX_DEPTH) return escaped(text);
  const places = { runs: createPlaces(() => runsIn(text)), ends: createPlaces(() => endsIn(text)) };
  const next = new RegExp(MAY_BEGIN, 'g');
  let html = '';
  let plain = 0;
  for (let begin = next.exec(text); begin; begin = next.exec(text)) {
    const found = spanAt(text, begin.index, depth, places);
    if (!found) continue;
    html += escaped(text.slice(plain, begin.index)) + found.html;
    plain = found.end;
    next.lastIndex = found.end;
  }
  return html + escaped(text.slice(plain));
}

/** The marks of Markdown, there for who takes the text away and hidden for who reads it. */
export const mark = (text: string): string => (text === '' ? '' : `<i class="m">${escaped(text)}</i>`);

interface Span {
  readonly html: string;
  /** Behind its last character. */
  readonly end: number;
}

/** Where spans may end; made when the first is asked for. */
interface SpanPlaces {
  readonly runs: Places;
  readonly ends: Places;
}

/** Deeper than anybody writes; a hostile text must not cost a stack. */
const MAX_DEPTH = 4;
/** Longer than anybody marks. */
const MAX_SPAN = 2000;

const MAY_BEGIN = /[\\`*_~[!<]|h(?=ttps?:)/;

function spanAt(text: string, at: number, depth: number, places: SpanPlaces): Span | undefined {
  switch (text[at]) {
    case '\\':
      return escapeAt(text, at);
    case '`':
      return codeAt(text, at, places.runs);
    case '[':
    case '!':
      return linkAt(text, at, depth);
    case '<':
    case 'h':
      return addressAt(text, at);
    default:
      return emphasisAt(text, at, depth, places.ends);
  }
}

const sticky = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const ESCAPE = /\\[!-/:-@[-`{-~]/y;
function escapeAt(text: string, at: number): Span | undefined {
  if (!sticky(ESCAPE, text, at)) return undefined;
  return { html: mark('\\') + escaped(text.slice(at + 1, at + 2)), end: at + 2 };
}

/** A run of backticks up to the next run of the same length. */
function codeAt(text: string, at: number, runs: Places): Span {
  const ticks = sticky(/`+/y, text, at)?.[0] ?? '`';
  const start = at + ticks.length;
  const end = runs.next(ticks, start);
  if (end === undefined) return { html: escaped(ticks), end: start };
  const code = escaped(text.slice(start, end));
  return { html: `${mark(ticks)}<code>${code}</code>${mark(ticks)}`, end: end + ticks.length };
}

/** An image is a link as well: a page that is read offline loads nothing. */
const LINK =
  /(!?\[)([^[\]]{0,600})(\]\(<?)([^\s<>()]{1,1500}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200})?)(>?(?:[ \t]+"[^"\n]{0,200}")?\))/y;
function linkAt(text: string, at: number, depth: number): Span | undefined {
  const found = sticky(LINK, text, at);
  if (!found) return undefined;
  const [all, open = '', words = '', middle = '', url = '', close = ''] = found;
  const inner = words === '' ? escaped(url) : inlineHtml(words, depth + 1);
  const shown = words === '' ? mark(open + middle) + linkTo(url, inner) : named(open, url, inner, middle);
  return { html: shown + mark(close), end: at + all.length };
}

const named = (open: string, url: string, inner: string, middle: string): string =>
  `${mark(open)}${linkTo(url, inner)}${mark(middle)}<i class="m u">${escaped(url)}</i>`;

const ADDRESS = /<?((?:https?:\/\/|mailto:)[^\s<>"'`*]{2,2000})>?/iy;
function addressAt(text: string, at: number): Span | undefined {
  const found = sticky(ADDRESS, text, at);
  if (!found || /\w/.test(text[at - 1] ?? '')) return undefined;
  const url = (found[1] ?? '').replace(/[)\].,;:!?]+$/, '');
  const isBracketed = text[at] === '<' && text[at + 1 + url.length] === '>';
  if (text[at] === '<' && !isBracketed) return undefined;
  const html = linkTo(url, escaped(url));
  return isBracketed
    ? { html: mark('<') + html + mark('>'), end: at + url.length + 2 }
    : { html, end: at + url.length };
}

const EMPHASIS = [
  { open: '**', tag: 'strong' },
  { open: '__', tag: 'strong' },
  { open: '~~', tag: 'del' },
  { open: '*', tag: 'em' },
  { open: '_', tag: 'em' },
] as const;

function emphasisAt(text: string, at: number, depth: number, ends: Places): Span | undefined {
  const kind = EMPHASIS.find(({ open }) => text.startsWith(open, at));
  if (!kind) return undefined;
  const { open, tag } = kind;
  const start = at + open.length;
  const isWord = open.startsWith('_') && /\w/.test(text[at - 1] ?? '');
  if (isWord || !/[^\s*_~]/.test(text[start] ?? ' ')) return undefined;
  const end = ends.next(open, start + 1);
  if (end === undefined || end - start > MAX_SPAN) return undefined;
  const inner = inlineHtml(text.slice(start, end), depth + 1);
  return { html: `${mark(open)}<${tag}>${inner}</${tag}>${mark(open)}`, end: end + open.length };
}
