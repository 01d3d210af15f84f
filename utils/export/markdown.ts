import { type Conversation, messageCount } from '@/utils/claude/conversation';
import { finalArtifacts } from '@/utils/export/artifacts';
import { json } from '@/utils/export/fields';
import type { FoldKind, Link, Mark, Part, Piece, Turn } from '@/utils/export/turn';
import { type Line, linesOf } from '@/utils/export/turns';
import type { ExportFormat } from '@/utils/export/types';

/** Everything that the conversation says, on every branch, for people and for search. English in every locale: it is a format. */
export const markdown = {
  id: 'markdown',
  extension: 'md',
  mediaType: 'text/markdown',
  render: (conversation) => `${renderAll(conversation).join('\n\n')}\n`,
} satisfies ExportFormat;

const SENDERS = { human: 'You', assistant: 'Claude', unknown: 'Unknown sender' } as const;

const FOLDS: Record<FoldKind, string> = {
  thinking: 'Thinking',
  tool: 'Tool',
  'tool-error': 'Tool, failed',
  attachment: 'Attached text',
  compaction: 'Summary of what came before',
  unknown: 'Block of an unknown kind',
  more: 'Further fields',
};

const MARKS: Record<Extract<Mark, string>, string> = {
  cancelled: 'Stopped by the user.',
  truncated: 'Cut short: the server says that this message is not whole.',
  'cut-off': 'A part of this message was cut off.',
};

function renderAll(conversation: Conversation): string[] {
  const lines = linesOf(conversation);
  return [
    `# ${inline(conversation.name || 'Untitled')}`,
    facts(conversation, lines.length),
    ...lines.flatMap(renderLine),
    ...artifactSections(conversation),
    ...conversationData(conversation),
  ];
}

function facts(conversation: Conversation, branchCount: number): string {
  return [
    `- Conversation: ${conversation.uuid}`,
    `- Model at the start: ${inline(conversation.model ?? 'not said')}`,
    `- Created: ${inline(conversation.created_at ?? 'not said')}`,
    `- Updated: ${inline(conversation.updated_at ?? 'not said')}`,
    `- Messages: ${messageCount(conversation)}, branches: ${branchCount}`,
  ].join('\n');
}

function renderLine(line: Line): string[] {
  const turns = line.turns.flatMap(renderTurn);
  if (line.forkedFrom === null) return turns;
  const from = line.forkedFrom === 0 ? 'another beginning' : `leaves after ${link(line.forkedFrom)}`;
  return ['---', `*Other branch: ${from}.*`, ...turns];
}

const link = (number: number): string => `[message ${number}](#message-${number})`;

function renderTurn(turn: Turn): string[] {
  const when = turn.at ? ` · ${inline(turn.at)}` : '';
  const fork = `*Fork: other versions of this message are ${turn.versions.map(link).join(', ')}.*`;
  return [
    `<a id="message-${turn.number}"></a>\n\n## ${turn.number} · ${SENDERS[turn.sender]}${when}`,
    ...(turn.versions.length > 0 ? [fork] : []),
    ...turn.parts.map(renderPart),
    ...turn.marks.map((mark) => `*${markWords(mark)}*`),
  ];
}

const markWords = (mark: Mark): string =>
  typeof mark === 'string' ? MARKS[mark] : `Ended early: ${inline(mark.stopReason)}.`;

function renderPart(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'links':
      return part.links.map(renderLink).join('\n');
    case 'file':
      return `- File: ${inline(part.name)}${part.detail ? ` (${inline(part.detail)})` : ''}`;
    case 'fold': {
      const name = part.name === '' ? FOLDS[part.what] : `${FOLDS[part.what]}: ${markup(part.name)}`;
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
  const head = label === '' ? '' : `${inline(label)}:\n\n`;
  return head + (text === '' ? '' : fence(text, language));
};

/** A fence longer than any run of backticks inside, so that the text can't end it. */
export function fence(text: string, language: string): string {
  const runs = text.match(/`+/g) ?? [];
  const ticks = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${ticks}${language.replace(/[^\w+#.-]/g, '')}\n${text}\n${ticks}`;
}

/** Names and titles are hostile until proven otherwise: they may neither open a tag nor start a new line. */
const inline = (text: string): string =>
  text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>#|]/g, (char) => (char === '<' ? '&lt;' : `\\${char}`));

/** For a line of HTML, where Markdown's own escapes would be seen. */
const markup = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Artifacts that were changed after they were made stand here whole, as the pieces above don't show the result. */
function artifactSections(conversation: Conversation): string[] {
  return finalArtifacts(conversation).flatMap((artifact) => [
    `## Artifact: ${inline(artifact.title || artifact.id)}`,
    `*As it stands after ${link(artifact.number)}, version ${artifact.version}.*`,
    ...artifact.problems.map((problem) => `*${inline(problem)}*`),
    fence(artifact.content, artifact.language),
  ]);
}

/** Settings, summary, project: whatever stands beside the messages. */
function conversationData({ chat_messages: _messages, ...data }: Conversation): string[] {
  return [
    '---',
    `<details>\n\n<summary>Data of the conversation</summary>\n\n${fence(json(data), 'json')}\n\n</details>`,
  ];
}
