import { inlineHtml, mark } from '@/utils/export/inline-html';
import { escaped } from '@/utils/export/markup';

/**
 * Markdown as HTML that still holds every character of it, in its order: headings, lists, tables and code look like what they
 * are, while the text, its tags taken away, is the source. What isn't understood stays a paragraph.
 */
export function proseHtml(text: string): string {
  const lines = text.split('\n');
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const block =
      BLOCKS.map((read) => read(lines, at)).find((one) => one !== undefined) ?? paragraph(lines, at);
    blocks.push(block.html);
    at = block.next;
  }
  return blocks.join('\n');
}

interface Block {
  readonly html: string;
  /** The first line behind it. */
  readonly next: number;
}
type Read = (lines: readonly string[], at: number) => Block | undefined;

const blank: Read = (lines, at) =>
  /\S/.test(lines[at] ?? '') ? undefined : { html: mark(lines[at] ?? ''), next: at + 1 };

const FENCE = /^([ \t]*(?:[-*+>][ \t]+)?)(`{3,}|~{3,})([^`]*)$/;
/** Up to its closing fence; an answer that was cut off in its code has none. */
const code: Read = (lines, at) => {
  const [line, , ticks = '', info = ''] = FENCE.exec(lines[at] ?? '') ?? [];
  if (line === undefined) return undefined;
  const isEnd = (one: string): boolean => {
    const trimmed = one.trim();
    return trimmed.length >= ticks.length && trimmed === ticks.charAt(0).repeat(trimmed.length);
  };
  const found = lines.findIndex((one, index) => index > at && isEnd(one));
  const end = found === -1 ? lines.length : found;
  const body = lines.slice(at + 1, end).join('\n');
  const close = found === -1 ? '' : mark(`\n${lines[end]}`);
  const language = escaped(info.trim().split(/\s/)[0] ?? '');
  const html = `<pre data-language="${language}">${mark(end > at + 1 ? `${line}\n` : line)}<code>${escaped(body)}</code>${close}</pre>`;
  return { html, next: end + 1 };
};

const heading: Read = (lines, at) => {
  const [, marks, words] = /^( {0,3}#{1,6}[ \t]+)(.*)$/.exec(lines[at] ?? '') ?? [];
  if (marks === undefined) return undefined;
  const level = Math.min(6, marks.trim().length + 2); // h1 is the chat, h2 a message
  return { html: `<h${level}>${mark(marks)}${inlineHtml(words ?? '')}</h${level}>`, next: at + 1 };
};

const rule: Read = (lines, at) =>
  /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(lines[at] ?? '')
    ? { html: `<div class="hr">${mark(lines[at] ?? '')}</div>`, next: at + 1 }
    : undefined;

const quote: Read = (lines, at) => {
  const isQuote = (line: string): boolean => /^ {0,3}>/.test(line);
  const end = endOfRun(lines, at, isQuote);
  if (end === at) return undefined;
  const inner = lines.slice(at, end).map((line) => {
    const marks = /^ {0,3}(?:>[ \t]?)+/.exec(line)?.[0] ?? '';
    return mark(marks) + inlineHtml(line.slice(marks.length));
  });
  return { html: `<blockquote>${inner.join('\n')}</blockquote>`, next: end };
};

const item: Read = (lines, at) => {
  const [, space, bullet, words] = /^([ \t]*)([-*+]|\d{1,9}[.)])[ \t]+(.*)$/.exec(lines[at] ?? '') ?? [];
  if (space === undefined || bullet === undefined || words === undefined) return undefined;
  const line = lines[at] ?? '';
  const depth = Math.min(5, Math.floor(space.replaceAll('\t', '    ').length / 2));
  const before = line.slice(0, line.length - words.length);
  const shown = /\d/.test(bullet) ? escaped(before.trimStart()) : mark(before.trimStart());
  const kind = /\d/.test(bullet) ? 'number' : 'bullet';
  return {
    html: `<div class="li ${kind} d${depth}">${mark(space)}${shown}${inlineHtml(words)}</div>`,
    next: at + 1,
  };
};

const DELIMITERS = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const MAX_ROW = 2000;
const table: Read = (lines, at) => {
  const next = lines[at + 1] ?? '';
  if (!lines[at]?.includes('|') || !next.includes('-') || next.length > MAX_ROW || !DELIMITERS.test(next))
    return undefined;
  const end = endOfRun(lines, at + 2, (line) => line.includes('|'));
  const rows = lines.slice(at + 2, end).map((line) => row(line, 'td'));
  const head = `<thead>${row(lines[at] ?? '', 'th')}</thead>\n<tbody>`;
  const delimiters = `<tr class="m"><td>${escaped(next)}</td></tr>`;
  return { html: `<table>${[head + delimiters, ...rows].join('\n')}</tbody></table>`, next: end };
};

/** The bars stay in the cell that they begin. */
function row(line: string, tag: 'td' | 'th'): string {
  const pieces = line.match(/\|?(?:\\[\s\S]?|[^|\\])*/g)?.filter((piece) => piece !== '') ?? [];
  const isTail = (index: number): boolean =>
    index > 0 && index === pieces.length - 1 && /^\|?\s*$/.test(pieces[index] ?? '');
  const cells = pieces.map((piece, index) => {
    const bar = piece.startsWith('|') ? '|' : '';
    const tail = isTail(index + 1) ? mark(pieces[index + 1] ?? '') : '';
    return isTail(index) ? '' : `<${tag}>${mark(bar)}${inlineHtml(piece.slice(bar.length))}${tail}</${tag}>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}

const BLOCKS: readonly Read[] = [blank, code, heading, rule, quote, item, table];

/** Lines up to the next block of another kind. */
function paragraph(lines: readonly string[], at: number): Block {
  const isText = (_: string, index: number): boolean =>
    index === at ||
    BLOCKS.every((read) =>
      read === code ? !FENCE.test(lines[index] ?? '') : read(lines, index) === undefined,
    );
  const end = endOfRun(lines, at, isText);
  return { html: `<p>${inlineHtml(lines.slice(at, end).join('\n'))}</p>`, next: end };
}

function endOfRun(
  lines: readonly string[],
  at: number,
  is: (line: string, index: number) => boolean,
): number {
  let end = at;
  while (end < lines.length && is(lines[end] ?? '', end)) end += 1;
  return end;
}
