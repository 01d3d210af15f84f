/** A stream of server-sent events in other words: the same lines, ends of lines and half lines. */
import type { Invention } from './invention.ts';
import { looksLikeJson, otherJson } from './json-text.ts';

export const otherEvents = (stream: string, invent: Invention): string =>
  stream.replaceAll(
    /([^\r\n]*)(\r\n|\n|\r|$)/g,
    (_all, line: string, end: string) => otherLine(line, invent) + end,
  );

function otherLine(line: string, invent: Invention): string {
  const [, field = '', space = '', value = ''] =
    /^(event:|data:|id:|retry:|:)( ?)([\s\S]*)$/.exec(line) ?? [];
  if (field === '') return invent.text(line);
  if (field === 'event:') return field + space + invent.name(value);
  const isJson = field === 'data:' && looksLikeJson(value);
  return field + space + (isJson ? otherJson(value, invent, true) : invent.text(value));
}
