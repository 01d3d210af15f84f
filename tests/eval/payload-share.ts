/**
 * How much of what a payload says is found in a rendering, counted apart from the code that renders and from its own gate:
 * every string of the messages but those that are ids, times and names of kinds, line by line, by letters and digits alone,
 * so that marks, breaks and indentation of a format don't count.
 */

/** Keys whose strings are for machines. */
const MACHINE = new Set(
  `uuid id type sender created_at updated_at start_timestamp stop_timestamp parent_message_uuid tool_use_id stop_reason
  file_uuid file_kind file_type version_uuid integration_icon_url icon_name icon_url favicon_url thumbnail_url preview_url
  file_variant primary_color origin_tool_name tool_identifier approval_key approval_key_legacy input_mode output_format_category
  _tool_call_id resource_type source language flags sanitized_name`.split(/\s+/),
);

function payloadTexts(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return textsIn(value, key);
  if (Array.isArray(value)) return value.flatMap((one) => payloadTexts(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => payloadTexts(one, name));
}

function textsIn(value: string, key: string): string[] {
  // Where the bytes of a file are, on claude.ai itself: nothing that anybody reads.
  if (MACHINE.has(key) || (key === 'url' && value.startsWith('/api/'))) return [];
  return key === 'json_block' ? within(value) : [value];
}

/** JSON within a string: what it says, however it is laid out. */
function within(text: string): string[] {
  try {
    return payloadTexts(JSON.parse(text));
  } catch {
    return [text];
  }
}

const squeezed = (text: string): string => text.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, '');

/** A line without what only says how it is set: the mark of a list or heading, the address behind a link. */
const needles = (text: string): string[] =>
  text
    .split(/\r\n?|\n|\]\(|(?<=\))(?=\s)/)
    .map((line) => squeezed(line.replace(/^\s*(?:\d+[.)]|[-*+#>]+)\s+/, '')))
    .filter((line) => line !== '');

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
};
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');

/** What a rendering may say a text with: as it is, as HTML shows it, what HTML has in attributes, and inside JSON. */
function haystack(rendered: string): string {
  const attributes = [...rendered.matchAll(/\s[a-z-]+="([^"]*)"/g)].map((found) => found[1]).join('\n');
  const unescaped = rendered.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const plain = rendered.replace(/<[^>]*>/g, '');
  return [
    rendered,
    decoded(rendered),
    plain,
    decoded(plain),
    decoded(attributes),
    unescaped.replace(/\\[nrt]/g, ' '),
  ]
    .map(squeezed)
    .join('\n');
}

export interface Share {
  /** Characters. */
  readonly found: number;
  readonly of: number;
  /** Some of the lines that were not found. */
  readonly missing: readonly string[];
}

export function share(messages: unknown, rendered: string): Share {
  const hay = haystack(rendered);
  const all = payloadTexts(messages).flatMap(needles);
  const missing = all.filter((line) => !hay.includes(line));
  const sum = (lines: readonly string[]): number => lines.reduce((total, line) => total + line.length, 0);
  return { found: sum(all) - sum(missing), of: sum(all), missing: missing.slice(0, 3) };
}
