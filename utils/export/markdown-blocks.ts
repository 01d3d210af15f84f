import type { Conversation } from '@/utils/claude/conversation';
import { finalArtifacts } from '@/utils/export/artifacts';
import { dataOf, factsOf, titleOf } from '@/utils/export/facts';
import { json } from '@/utils/export/fields';
import type { Link, Part, Piece, Turn } from '@/utils/export/turn';
import { foldName, markWords, SENDERS } from '@/utils/export/turn-words';
import { type Line, linesOf } from '@/utils/export/turns';

/** How a dialect of Markdown leads from one message to another. */
export interface Dialect {
  /** The heading of a message, with whatever a link to it needs. */
  readonly heading: (turn: Turn) => string;
  readonly link: (number: number, sender: Turn['sender']) => string;
}

/** Everything that the conversation says, on every branch, as blocks that stand apart by an empty line. */
export function markdownBlocks(conversation: Conversation, dialect: Dialect): string[] {
  const lines = linesOf(conversation);
  const senders = new Map(lines.flatMap(({ turns }) => turns.map((turn) => [turn.number, turn.sender])));
  const link: To = (number) => dialect.link(number, senders.get(number) ?? 'unknown');
  return [
    `# ${inline(titleOf(conversation))}`,
    factsOf(conversation, lines.length)
      .map(([name, value]) => `- ${name}: ${inline(value)}`)
      .join('\n'),
    ...lines.flatMap((line) => renderLine(line, dialect, link)),
    ...artifactSections(conversation, link),
    ...conversationData(conversation),
  ];
}

type To = (number: number) => string;

function renderLine(line: Line, dialect: Dialect, link: To): string[] {
  const turns = line.turns.flatMap((turn) => renderTurn(turn, dialect, link));
  if (line.forkedFrom === null) return turns;
  const from = line.forkedFrom === 0 ? 'another beginning' : `leaves after ${link(line.forkedFrom)}`;
  return ['---', `*Other branch: ${from}.*`, ...turns];
}

function renderTurn(turn: Turn, dialect: Dialect, link: To): string[] {
  const fork = `*Fork: other versions of this message are ${turn.versions.map(link).join(', ')}.*`;
  return [
    dialect.heading(turn),
    ...(turn.versions.length > 0 ? [fork] : []),
    ...turn.parts.map(renderPart),
    ...turn.marks.map((mark) => `*${inline(markWords(mark))}*`),
  ];
}

/** `12 · You`, the words of a message's heading. */
export const headingWords = ({ number, sender }: Pick<Turn, 'number' | 'sender'>): string =>
  `${number} · ${SENDERS[sender]}`;

function renderPart(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'links':
      return part.links.map(renderLink).join('\n');
    case 'file':
      return `- File: ${inline(part.name)}${part.detail ? ` (${inline(part.detail)})` : ''}`;
    case 'fold': {
      const name = markup(foldName(part.what, part.name));
      const body = part.what === 'thinking' ? part.pieces.map(plainPiece) : part.pieces.map(fencedPiece);
      return ['<details>', `<summary>${name}</summary>`, ...body, '</details>'].join('\n\n');
    }
  }
}

const renderLink = ({ number, title, url, quote }: Link): string => {
  const target =
    url === '' ? inline(title) : `[${inline(title || url)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`;
  return `- [${number}] ${target}${quote === '' ? '' : ` for “${oneLine(quote)}”`}`;
};

const oneLine = (text: string): string => inline(text.replace(/\s+/g, ' ').trim());

/** Thinking is Markdown too; unless it would end the fold that it stands in. */
const plainPiece = (piece: Piece): string => {
  if (/<\/?(details|summary)/i.test(piece.text)) return fencedPiece(piece);
  return [piece.label && `*${inline(piece.label)}*`, piece.text].filter(Boolean).join('\n\n');
};

const fencedPiece = ({ label, language, text }: Piece): string => {
  // A fence takes one word; a stranger language is said beside it.
  const words = [label, language === wordOf(language) ? '' : language].filter((one) => one !== '');
  const head = words.length === 0 ? '' : `${words.map(inline).join(', ')}:\n\n`;
  return head + (text === '' && language === '' ? '' : fence(text, language));
};

const wordOf = (language: string): string => language.replace(/[^\w+#.-]/g, '');

/** A fence longer than any run of backticks inside, so that the text can't end it. */
export function fence(text: string, language: string): string {
  const runs = text.match(/`+/g) ?? [];
  const ticks = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${ticks}${wordOf(language)}\n${text}\n${ticks}`;
}

/** Names and titles are hostile until proven otherwise: they may neither open a tag nor start a new line. */
export const inline = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/[\\`*_[\]<>#|]/g, (char) => (char === '<' ? '&lt;' : `\\${char}`));

/** For a line of HTML, where Markdown's own escapes would be seen. */
const markup = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Artifacts that were changed after they were made stand here whole, as the pieces above don't show the result. */
function artifactSections(conversation: Conversation, link: To): string[] {
  return finalArtifacts(conversation).flatMap((artifact) => [
    `## Artifact: ${inline(artifact.title || artifact.id)}`,
    `*As it stands after ${link(artifact.number)}, version ${artifact.version}.*`,
    ...artifact.problems.map((problem) => `*${inline(problem)}*`),
    fence(artifact.content, artifact.language),
  ]);
}

function conversationData(conversation: Conversation): string[] {
  const data = fence(json(dataOf(conversation)), 'json');
  return ['---', `<details>\n\n<summary>Data of the conversation</summary>\n\n${data}\n\n</details>`];
}
