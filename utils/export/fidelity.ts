import type { Conversation } from '@/utils/claude/conversation';
import { textsOf } from '@/utils/export/texts';

/** What the messages say and the rendering doesn't. Empty for a faithful rendering. */
export function missingText(conversation: Conversation, rendered: string): readonly string[] {
  let cursor = 0;
  return textsOf(conversation.chat_messages).filter((text) => {
    const form = [text, JSON.stringify(text).slice(1, -1)].find((one) => rendered.includes(one, cursor));
    // Texts come in the order of the payload, so each search starts where the last one ended.
    if (form !== undefined) cursor = rendered.indexOf(form, cursor);
    return form === undefined && !isIn(rendered, text);
  });
}

const isIn = (rendered: string, text: string): boolean =>
  rendered.includes(text) ||
  rendered.includes(JSON.stringify(text).slice(1, -1)) ||
  flat(rendered).includes(flat(text));

/** Names and titles stand on one line, with the marks of Markdown made harmless. */
const flat = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\\([\\`*_[\]<>#|])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
