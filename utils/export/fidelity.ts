import type { Conversation } from '@/utils/claude/conversation';
import { textsOf } from '@/utils/export/texts';
import type { ExportFormat } from '@/utils/export/types';

/** What the messages say and the rendering doesn't. Empty for a faithful rendering. `format`: whose marks are read back. */
export function missingText(
  conversation: Conversation,
  rendered: string,
  format?: Pick<ExportFormat, 'readBack'>,
): readonly string[] {
  const text = format?.readBack?.(rendered) ?? rendered;
  const isElsewhere = searchOf(text);
  let cursor = 0;
  return textsOf(conversation.chat_messages).filter((wanted) => {
    // Texts come in the order of the payload, so each search starts where the last one ended.
    const at = placeOf(text, wanted, cursor);
    if (at !== -1) cursor = at;
    return at === -1 && !isElsewhere(wanted);
  });
}

/** −1 where it isn't. The plain form is the usual one: the others are made only where it is missing. */
function placeOf(text: string, wanted: string, from: number): number {
  const plain = text.indexOf(wanted, from);
  if (plain !== -1) return plain;
  const form = otherForms(wanted).find((one) => text.includes(one, from));
  return form === undefined ? -1 : text.indexOf(form, from);
}

/** Within a piece of JSON; and HTML knows no zero character. */
const otherForms = (wanted: string): readonly string[] => [
  JSON.stringify(wanted).slice(1, -1),
  ...(wanted.includes('\0') ? [wanted.replaceAll('\0', '\uFFFD')] : []),
];

/** Looks anywhere; the flat forms of a long rendering are made at most once. */
function searchOf(text: string): (wanted: string) => boolean {
  let flat: readonly string[] | undefined;
  return (wanted) => {
    if (placeOf(text, wanted, 0) !== -1) return true;
    flat ??= [text, withoutEntities(text), unescaped(text)].map(onOneLine);
    return flat.some((one) => one.includes(onOneLine(wanted)));
  };
}

/** Names and titles stand on one line, */
const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** with the marks of HTML made harmless, */
const withoutEntities = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** or those of Markdown too. */
const unescaped = (text: string): string => withoutEntities(text).replace(/\\([\\`*_[\]<>#|])/g, '$1');
