/**
 * JSON in another's words, token by token: whole JSON stays whole to the space, half a JSON stays half at the same place.
 */
import type { Invention } from './invention.ts';
import { FREE_FIELDS, NAMING_FIELDS, TELLING_OF_ERRORS } from './vocabulary.ts';

const TOKENS =
  /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]|\s+|[^\s"{}[\],:]+/g;
/** A limit's message is JSON inside a string; nobody nests deeper. */
const DEEPEST = 4;

interface Level {
  readonly isList: boolean;
  /** Name of the field that holds it. */
  readonly field: string;
  readonly free: boolean;
}

export const looksLikeJson = (text: string): boolean => /^\s*[{[]/.test(text);

/** `inError`: it is the body of a failure, whose messages tell why. */
export function otherJson(text: string, invent: Invention, inError: boolean, depth = 0): string {
  const levels: Level[] = [];
  let field = '';
  const tokens = text.match(TOKENS) ?? [];
  const value = (token: string): string => {
    const { isList = false, field: holder = '', free = false } = levels.at(-1) ?? {};
    const said = unquoted(token);
    return quoted(token, otherValue(said, isList ? holder : field, { free, inError, depth }, invent));
  };
  return tokens
    .map((token, index) => {
      if (token === '{' || token === '[') {
        const level = levels.at(-1);
        const name = level?.isList ? level.field : field;
        levels.push({
          isList: token === '[',
          field: name,
          free: (level?.free ?? false) || FREE_FIELDS.has(name),
        });
        return token;
      }
      if (token === '}' || token === ']') levels.pop();
      if (token.startsWith('"')) {
        if (!isName(tokens, index)) return value(token);
        field = unquoted(token);
        return quoted(token, invent.name(field, levels.at(-1)?.free));
      }
      if (/^-?\d/.test(token)) return invent.number(token);
      return /^(true|false|null|[{}[\],:]|\s+)$/.test(token) ? token : invent.text(token);
    })
    .join('');
}

function isName(tokens: readonly string[], index: number): boolean {
  const next = tokens[index + 1]?.trim() === '' ? tokens[index + 2] : tokens[index + 1];
  return next === ':';
}

interface Place {
  readonly free: boolean;
  readonly inError: boolean;
  readonly depth: number;
}

function otherValue(said: string, field: string, { free, inError, depth }: Place, invent: Invention): string {
  if (!free && NAMING_FIELDS.has(field)) return invent.name(said);
  if (looksLikeJson(said) && depth < DEEPEST && !free && field !== 'text')
    return otherJson(said, invent, inError, depth + 1);
  const tells = inError && !free && (field === 'message' || field === 'error_description');
  return tells ? invent.sentence(said, TELLING_OF_ERRORS) : invent.text(said);
}

function unquoted(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token.replaceAll('"', ''); // cut off, or with a line break inside
  }
}

/** Half a string stays half. */
function quoted(token: string, text: string): string {
  const whole = JSON.stringify(text);
  return token.length > 1 && token.endsWith('"') && !/[^\\](?:\\\\)*\\"$/.test(token)
    ? whole
    : whole.slice(0, -1);
}
