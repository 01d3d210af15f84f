import type { Conversation } from '@/utils/claude/conversation';
import { titleOf } from '@/utils/export/facts';
import { type Dialect, headingWords, inline, markdownBlocks } from '@/utils/export/markdown-blocks';
import type { ExportFormat, NoteLink, Surroundings } from '@/utils/export/types';

/** Obsidian finds a heading by its words. */
const dialect: Dialect = {
  heading: (turn) => {
    const heading = `## ${headingWords(turn)}`;
    return turn.at ? `${heading}\n\n*${inline(turn.at)}*` : heading;
  },
  link: (number, sender) => `[[#${headingWords({ number, sender })}|message ${number}]]`,
};

const ALONE: Surroundings = { project: null, siblings: [] };

/** A note for a vault: Markdown, what is known of the chat as properties, and links to the project's other chats. */
export const obsidian = {
  id: 'obsidian',
  extension: 'md',
  mediaType: 'text/markdown',
  render: (conversation, _raw, around = ALONE) =>
    `${[properties(conversation, around), ...markdownBlocks(conversation, dialect), ...neighbours(around)].join('\n\n')}\n`,
} satisfies ExportFormat;

function properties(conversation: Conversation, { project }: Surroundings): string {
  const { uuid, model, created_at, updated_at } = conversation;
  const title = quoted(titleOf(conversation));
  const known: readonly (readonly [string, string | null | undefined])[] = [
    ['conversation', uuid],
    ['model', model],
    ['created', created_at],
    ['updated', updated_at],
    ['project', project && wikiLink(project)],
  ];
  const lines = known.flatMap(([key, value]) => (value ? [`${key}: ${quoted(value)}`] : []));
  return ['---', `title: ${title}`, `aliases:\n  - ${title}`, ...lines, 'tags:\n  - claude', '---'].join(
    '\n',
  );
}

/** JSON's strings are YAML's too; its line breaks and other controls are escaped, so that no title can add a property. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** `[[note|Title]]`. Some characters would end the link, or lead to a place within the note. */
export const wikiLink = ({ note, title }: NoteLink): string =>
  `[[${note}|${title.replace(/[[\]|#^\s]+/g, ' ').trim() || note}]]`;

function neighbours({ project, siblings }: Surroundings): string[] {
  if (!project) return [];
  const links = siblings.map((one) => `- ${wikiLink(one)}`);
  return ['## Project', wikiLink(project), ...(links.length > 0 ? [links.join('\n')] : [])];
}

/** The note that the chats of a project lead to, and from which they are found. */
export const projectNote = ({ title }: NoteLink, chats: readonly NoteLink[]): string =>
  [`# ${inline(title)}`, chats.map((one) => `- ${wikiLink(one)}`).join('\n')].join('\n\n').concat('\n');
