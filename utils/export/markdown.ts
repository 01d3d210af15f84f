import { type Dialect, headingWords, inline, markdownBlocks } from '@/utils/export/markdown-blocks';
import type { ExportFormat } from '@/utils/export/types';

/** Links by anchors, which every reader of Markdown that lets HTML through knows. */
const dialect: Dialect = {
  heading: (turn) => {
    const when = turn.at ? ` · ${inline(turn.at)}` : '';
    return `<a id="message-${turn.number}"></a>\n\n## ${headingWords(turn)}${when}`;
  },
  link: (number) => `[message ${number}](#message-${number})`,
};

/** Everything that the conversation says, on every branch, for people and for search. English in every locale: it is a format. */
export const markdown = {
  id: 'markdown',
  extension: 'md',
  mediaType: 'text/markdown',
  render: (conversation) => `${markdownBlocks(conversation, dialect).join('\n\n')}\n`,
} satisfies ExportFormat;
