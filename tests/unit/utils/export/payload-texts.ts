import { type Conversation, parseConversation } from '@/utils/claude/conversation';
import type { ExportFormat } from '@/utils/export/types';

/** Written apart from the product's own gate on purpose: a key it forgets must show here. */
const NOT_TEXT = new Set(
  `uuid id type sender created_at updated_at start_timestamp stop_timestamp parent_message_uuid tool_use_id _tool_call_id
  version_uuid file_uuid icon_name favicon_url icon_url integration_icon_url file_type file_variant primary_color
  sanitized_name stop_reason input_mode thumbnail_url preview_url thumbnail_asset preview_asset document_asset
  origin_tool_name file_kind`.split(/\s+/),
);

/** Every text of a payload that a person could read. */
const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return fields.flatMap(([key, field]) => (NOT_TEXT.has(key) ? [] : strings(field)));
};

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const decoded = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const unescaped = (text: string): string => decoded(text).replace(/\\([\\`*_[\]<>#|])/g, '$1');
/** Titles and names stand on one line. */
const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The texts of the payload that are not in the rendering, and how many characters of how many are. */
export function lossOf(conversation: Conversation, rendered: string, format: ExportFormat) {
  const text = format.readBack?.(rendered) ?? rendered;
  const forms = [text, ...[text, decoded(text), unescaped(text)].map(onOneLine)];
  const all = strings(conversation);
  const isThere = (one: string): boolean =>
    [one, inJson(one), onOneLine(one)].some((form) => forms.some((place) => place.includes(form)));
  const lost = all.filter((one) => !isThere(one));
  const size = (texts: readonly string[]): number => texts.reduce((sum, one) => sum + one.length, 0);
  return { lost, share: 1 - size(lost) / Math.max(1, size(all)) };
}

const files: Record<string, unknown> = import.meta.glob('/tests/fixtures/conversations/*.json', {
  eager: true,
  import: 'default',
});

export const readFixture = (name: string): Conversation => {
  const parsed = parseConversation(files[`/tests/fixtures/conversations/${name}.json`]);
  if (!parsed.ok) throw new Error(`${name}: ${parsed.error}`);
  return parsed.value;
};

/** Every fixture that is a conversation. */
export const FIXTURES: readonly string[] = Object.entries(files).flatMap(([path, payload]) =>
  parseConversation(payload).ok ? [path.replace(/^.*\/|\.json$/g, '')] : [],
);
