import type { Conversation } from '@/utils/claude/conversation';
import { finalArtifacts } from '@/utils/export/artifacts';
import { dataOf, factsOf, titleOf } from '@/utils/export/facts';
import { json } from '@/utils/export/fields';
import { HTML_STYLE } from '@/utils/export/html-style';
import { escaped, linkTo } from '@/utils/export/markup';
import { proseHtml } from '@/utils/export/prose-html';
import type { Link, Part, Piece, Turn } from '@/utils/export/turn';
import { foldName, markWords, SENDERS } from '@/utils/export/turn-words';
import { type Line, linesOf } from '@/utils/export/turns';

/** `isOpen`: whether thinking, tools and the like stand open, as on paper nobody can open them. */
export function htmlPage(conversation: Conversation, isOpen: boolean): string {
  const lines = linesOf(conversation);
  const fold: Fold = (name, body) =>
    `<details${isOpen ? ' open' : ''}><summary>${escaped(name)}</summary>\n${body}\n</details>`;
  return [
    head(titleOf(conversation)),
    `<body>\n<main dir="auto">\n<h1 dir="auto">${escaped(titleOf(conversation))}</h1>`,
    facts(conversation, lines.length),
    ...lines.flatMap((line) => renderLine(line, fold)),
    ...artifactSections(conversation),
    `<section class="turn">\n${fold('Data of the conversation', pre(json(dataOf(conversation)), 'json'))}\n</section>`,
    '</main>\n</body>\n</html>\n',
  ].join('\n');
}

/** A closed part with its name. */
type Fold = (name: string, body: string) => string;

/** Nothing is loaded and nothing runs, whatever stands in it and wherever it is opened. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;

const head = (title: string): string => `<!doctype html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Lifeline">
<title>${escaped(title)}</title>
<style>
${HTML_STYLE}
</style>
</head>`;

function facts(conversation: Conversation, branchCount: number): string {
  const rows = factsOf(conversation, branchCount);
  return `<dl lang="en">\n${rows.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`).join('\n')}\n</dl>`;
}

function renderLine(line: Line, fold: Fold): string[] {
  const turns = line.turns.map((turn) => renderTurn(turn, fold));
  if (line.forkedFrom === null) return turns;
  const from = line.forkedFrom === 0 ? 'another beginning' : `leaves after ${link(line.forkedFrom)}`;
  return [`<p class="note" lang="en">Other branch: ${from}.</p>`, ...turns];
}

const link = (number: number): string => `<a href="#message-${number}">message ${number}</a>`;

function renderTurn(turn: Turn, fold: Fold): string {
  const when = turn.at ? ` <time class="at" datetime="${escaped(turn.at)}">${escaped(turn.at)}</time>` : '';
  const fork = `Fork: other versions of this message are ${turn.versions.map(link).join(', ')}.`;
  return [
    `<section class="turn ${turn.sender}" id="message-${turn.number}">`,
    `<h2 lang="en">${turn.number} · ${SENDERS[turn.sender]}${when}</h2>`,
    ...(turn.versions.length > 0 ? [note(fork)] : []),
    ...turn.parts.map((part) => renderPart(part, fold)),
    ...turn.marks.map((mark) => note(escaped(markWords(mark)))),
    '</section>',
  ].join('\n');
}

const note = (html: string): string => `<p class="note" lang="en">${html}</p>`;

function renderPart(part: Part, fold: Fold): string {
  switch (part.kind) {
    case 'text':
      return `<div dir="auto">${proseHtml(part.text)}</div>`;
    case 'links':
      return `<div class="links">\n${part.links.map(renderLink).join('\n')}\n</div>`;
    case 'file':
      return `<div class="li bullet">File: ${escaped(part.name)}${part.detail ? ` (${escaped(part.detail)})` : ''}</div>`;
    case 'fold': {
      const body = part.pieces.map(part.what === 'thinking' ? proseOf : preOf).join('\n');
      return fold(foldName(part.what, part.name), body);
    }
  }
}

const renderLink = ({ number, title, url, quote }: Link): string => {
  const more = title !== '' && url !== '' ? ` <span class="note">${escaped(url)}</span>` : '';
  const words = quote === '' ? '' : ` for “${escaped(quote)}”`;
  return `<div class="li number">[${number}] ${linkTo(url, escaped(title || url))}${more}${words}</div>`;
};

const label = (piece: Piece): string =>
  piece.label === '' ? '' : `<p class="note">${escaped(piece.label)}:</p>\n`;

const proseOf = (piece: Piece): string => `${label(piece)}<div dir="auto">${proseHtml(piece.text)}</div>`;
const preOf = (piece: Piece): string =>
  label(piece) + (piece.text === '' && piece.language === '' ? '' : pre(piece.text, piece.language));

/** HTML swallows the first line break, so there is one to swallow. */
const pre = (text: string, language: string): string =>
  language === ''
    ? `<pre class="plain">\n${escaped(text)}</pre>`
    : `<p class="note">${escaped(language)}</p>\n<pre>\n${escaped(text)}</pre>`;

/** Artifacts that were changed after they were made stand here whole, as source: nothing of theirs runs. */
function artifactSections(conversation: Conversation): string[] {
  return finalArtifacts(conversation).map((artifact) =>
    [
      `<section class="turn">\n<h2>Artifact: ${escaped(artifact.title || artifact.id)}</h2>`,
      note(`As it stands after ${link(artifact.number)}, version ${artifact.version}.`),
      ...artifact.problems.map((problem) => note(escaped(problem))),
      `${pre(artifact.content, artifact.language)}\n</section>`,
    ].join('\n'),
  );
}
