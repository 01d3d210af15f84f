/**
 * Artifacts of 2024 and 2025 stand inside of the answer's text, as `<antArtifact identifier type language title>…</antArtifact>`;
 * the same identifier again is its next version, whole. Later ones are calls of a tool.
 * Seen: tests/fixtures/exports/2025/conversations.json (2025-06). When wrong: an old artifact is no file of its own; its text still
 * stands where it was.
 */
export interface TaggedArtifact {
  readonly id: string;
  readonly type: string;
  readonly language: string;
  readonly title: string;
  readonly content: string;
}

const BEGIN = '<antArtifact ';
const END = '</antArtifact>';

/** In the order of the text. One that was cut off goes to the end of the text. */
export function taggedArtifacts(text: string): readonly TaggedArtifact[] {
  const found: TaggedArtifact[] = [];
  for (let at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
    const open = text.indexOf('>', at);
    if (open < 0) break;
    const close = text.indexOf(END, open);
    const content = text.slice(open + 1, close < 0 ? undefined : close).replace(/^\r?\n/, '');
    const { identifier = '', type = '', language = '', title = '' } = attributesOf(text.slice(at, open));
    if (identifier !== '') found.push({ id: identifier, type, language, title, content });
    if (close < 0) break;
    at = close;
  }
  return found;
}

const attributesOf = (tag: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...tag.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
