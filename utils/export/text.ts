import type { Conversation } from '@/utils/claude/conversation';
import { finalArtifacts } from '@/utils/export/artifacts';
import { dataOf, factsOf, titleOf } from '@/utils/export/facts';
import { json } from '@/utils/export/fields';
import type { Link, Part, Piece, Turn } from '@/utils/export/turn';
import { foldName, markWords, SENDERS } from '@/utils/export/turn-words';
import { type Line, linesOf } from '@/utils/export/turns';
import type { ExportFormat } from '@/utils/export/types';

/** Plain text, for what reads nothing else. Everything is in it, to the character. */
export const text = {
  id: 'text',
  extension: 'txt',
  mediaType: 'text/plain',
  render: (conversation) => `${blocksOf(conversation).join('\n\n')}\n`,
} satisfies ExportFormat;

const WIDE = '='.repeat(64);
const NARROW = '-'.repeat(64);

const oneLine = (words: string): string => words.replace(/[\r\n]+/g, ' ');

function blocksOf(conversation: Conversation): string[] {
  const lines = linesOf(conversation);
  const facts = factsOf(conversation, lines.length).map(([name, value]) => `${name}: ${oneLine(value)}`);
  return [
    oneLine(titleOf(conversation)),
    facts.join('\n'),
    ...lines.flatMap(renderLine),
    ...finalArtifacts(conversation).flatMap((artifact) => [
      `${WIDE}\nArtifact: ${oneLine(artifact.title || artifact.id)}, as it stands after message ${artifact.number}`,
      ...artifact.problems,
      artifact.content,
    ]),
    `${WIDE}\nData of the conversation`,
    json(dataOf(conversation)),
  ];
}

function renderLine(line: Line): string[] {
  const turns = line.turns.flatMap(renderTurn);
  if (line.forkedFrom === null) return turns;
  const from = line.forkedFrom === 0 ? 'another beginning' : `leaves after message ${line.forkedFrom}`;
  return [`${WIDE}\nOther branch: ${from}.`, ...turns];
}

function renderTurn(turn: Turn): string[] {
  const when = turn.at ? ` · ${oneLine(turn.at)}` : '';
  const fork = `(Fork: other versions of this message are ${turn.versions.map((number) => `message ${number}`).join(', ')}.)`;
  return [
    `${NARROW}\n${turn.number} · ${SENDERS[turn.sender]}${when}`,
    ...(turn.versions.length > 0 ? [fork] : []),
    ...turn.parts.map(renderPart),
    ...turn.marks.map((mark) => `(${oneLine(markWords(mark))})`),
  ];
}

function renderPart(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'links':
      return part.links.map(renderLink).join('\n');
    case 'file':
      return `File: ${oneLine(part.name)}${part.detail ? ` (${oneLine(part.detail)})` : ''}`;
    case 'fold': {
      const pieces = part.pieces.map((piece) => [headOf(piece), piece.text].filter((one) => one !== ''));
      const name = oneLine(foldName(part.what, part.name));
      return [`[${name}]`, ...pieces.flat(), `[End of: ${name}]`].join('\n');
    }
  }
}

const headOf = ({ label, language }: Piece): string => {
  const words = [label, language].filter((one) => one !== '').map(oneLine);
  return words.length > 0 ? `${words.join(', ')}:` : '';
};

const renderLink = ({ number, title, url, quote }: Link): string => {
  const words = [title, url].filter((one) => one !== '').map(oneLine);
  return `[${number}] ${words.join(' ')}${quote === '' ? '' : ` for “${oneLine(quote)}”`}`;
};
