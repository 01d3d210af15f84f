import { isLoose, json, type Loose, listOf, remaining, textOf } from '@/utils/export/fields';
import type { Part, Piece } from '@/utils/export/turn';

/** Inputs that are a text of their own, with the language they are in. Everything else is shown as JSON. */
const LONG_INPUTS: Readonly<Record<string, string>> = {
  command: 'sh',
  code: '',
  content: '',
  file_text: '',
  old_str: '',
  new_str: '',
  widget_code: 'html',
};
/** Inputs that say on one line what the call is about, the first that is there. */
const TITLES = ['title', 'path', 'query', 'url', 'description'] as const;

const USE_SHOWN = ['name', 'input', 'message', 'display_content'];
const RESULT_SHOWN = ['name', 'content', 'display_content', 'structured_content'];

export function toolPart(use: Loose | undefined, result: Loose | undefined): Part {
  const name = textOf(use?.name) || textOf(result?.name) || 'tool';
  const input = isLoose(use?.input) ? use.input : {};
  const subject = TITLES.map((key) => textOf(input[key])).find((text) => text !== '');
  const pieces = [...(use ? usePieces(use, input) : []), ...(result ? resultPieces(result) : [])];
  const what = result?.is_error === true ? 'tool-error' : 'tool';
  return { kind: 'fold', what, name: subject ? `${name}: ${subject}` : name, pieces };
}

function usePieces(use: Loose, input: Loose): Piece[] {
  const long = Object.keys(LONG_INPUTS).filter((key) => textOf(input[key]) !== '');
  const short = remaining(input, [...long, '_tool_call_id']);
  const message = textOf(use.message);
  return [
    ...(message && message !== use.name ? [{ label: 'Message', language: '', text: message }] : []),
    ...(isLoose(use.input) || use.input == null
      ? []
      : [{ label: 'Input', language: 'json', text: json(use.input) }]),
    ...(short ? [{ label: 'Input', language: 'json', text: json(short) }] : []),
    ...long.map((key) => ({ label: key, language: languageOf(key, input), text: textOf(input[key]) })),
    ...contentPieces('Shown', use.display_content),
    ...rest(use, USE_SHOWN),
  ];
}

/** `command` is a shell line for the sandbox, but a verb for artifacts; `content` is in the artifact's own language. */
function languageOf(key: string, input: Loose): string {
  if (key === 'command' && input.id !== undefined) return '';
  return LONG_INPUTS[key] || textOf(input.language) || (textOf(input.type) === 'text/html' ? 'html' : '');
}

const resultPieces = (result: Loose): Piece[] => [
  ...contentPieces('Result', result.content),
  ...contentPieces('Shown', result.display_content),
  ...contentPieces('Data', result.structured_content),
  ...rest(result, RESULT_SHOWN),
];

/** Content is a list, a string or one object. */
function contentPieces(label: string, content: unknown): Piece[] {
  if (content == null || content === '') return [];
  if (typeof content === 'string') return [{ label, language: '', text: content }];
  if (isLoose(content)) return itemPieces(label, content);
  if (!Array.isArray(content)) return [{ label, language: 'json', text: json(content) }];
  const others = content.filter((item) => !isLoose(item));
  return [
    ...listOf(content).flatMap((item) => itemPieces(label, item)),
    ...(others.length > 0 ? [{ label, language: 'json', text: json(others) }] : []),
  ];
}

function itemPieces(label: string, item: Loose): Piece[] {
  if (item.type === 'code_block') {
    const piece = {
      label: textOf(item.filename) || label,
      language: textOf(item.language),
      text: textOf(item.code),
    };
    return [piece, ...rest(item, ['code', 'language', 'filename'])];
  }
  if (item.type === 'image')
    return [{ label: 'Image', language: '', text: textOf(item.file_uuid) }, ...rest(item, [])];
  const text = textOf(item.text) || textOf(item.json_block);
  const title = textOf(item.title);
  const piece = { label: title || label, language: item.json_block ? 'json' : '', text };
  return [...(text || title ? [piece] : []), ...rest(item, ['text', 'json_block', 'title'])];
}

function rest(value: Loose, shown: readonly string[]): Piece[] {
  const more = remaining(value, shown);
  return more ? [{ label: 'More', language: 'json', text: json(more) }] : [];
}
