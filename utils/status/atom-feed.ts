/**
 * Reads the entries of an Atom feed without a DOM, which a worker has none of. It takes what is well formed and nothing else:
 * a tag that isn't closed, half an answer or an HTML page is no feed. Each character is looked at once.
 * Seen: tests/fixtures/status/feeds/reddit-busy.xml (2025-10). When wrong: the source is unknown.
 */

export interface AtomEntry {
  readonly id: string;
  readonly title: string;
  readonly published: string;
  /** Labels of its categories. */
  readonly categories: readonly string[];
}

type Field = 'id' | 'title' | 'published' | 'updated';
interface Draft {
  readonly fields: Partial<Record<Field, string>>;
  readonly categories: string[];
}

/** A comment, CDATA, a declaration, or a tag with its whole name and its attributes; from exactly where it is looked for. */
const MARKUP =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[([\s\S]*?)\]\]>|\?[\s\S]*?\?>|(\/?)([A-Za-z_][\w:.-]*)(?![\w:.-])((?:"[^"]*"|'[^']*'|[^'"<>])*)>)/y;
const MAX_DEPTH = 20;
const FIELDS: readonly string[] = ['id', 'title', 'published', 'updated'] satisfies readonly Field[];

/** undefined: not a whole feed. */
export function readAtom(xml: string): readonly AtomEntry[] | undefined {
  const open: string[] = [];
  const drafts: Draft[] = [];
  let isFeed = false;
  const text = (raw: string, verbatim: boolean): boolean => {
    const field = open.length === 3 && open[1] === 'entry' ? open[2] : undefined;
    const draft = drafts.at(-1);
    if (draft && field !== undefined && FIELDS.includes(field)) {
      const key = field as Field;
      draft.fields[key] = (draft.fields[key] ?? '') + (verbatim ? raw : decoded(raw));
    }
    return open.length > 0 || raw.trim() === '' || raw === '\ufeff';
  };
  for (let at = 0; at < xml.length; ) {
    const next = xml.indexOf('<', at);
    if (!text(xml.slice(at, next === -1 ? xml.length : next), false)) return undefined;
    if (next === -1) break;
    MARKUP.lastIndex = next;
    const found = MARKUP.exec(xml);
    if (!found) return undefined;
    at = MARKUP.lastIndex;
    const [, cdata, slash = '', name, rest = ''] = found;
    if (cdata !== undefined && !text(cdata, true)) return undefined;
    if (name === undefined) continue;
    if (slash !== '') {
      if (open.pop() !== name) return undefined;
      continue;
    }
    if (open.length === 0) {
      if (isFeed || name !== 'feed') return undefined;
      isFeed = true;
    }
    opened(name, rest, open, drafts);
    if (!rest.endsWith('/')) open.push(name);
    if (open.length > MAX_DEPTH) return undefined;
  }
  return isFeed && open.length === 0 ? drafts.map(entryOf) : undefined;
}

function opened(name: string, attributes: string, open: readonly string[], drafts: Draft[]): void {
  if (name === 'entry' && open.length === 1) drafts.push({ fields: {}, categories: [] });
  if (name !== 'category' || open.length !== 2 || open[1] !== 'entry') return;
  const [, term] = /\bterm=["']([^"']*)["']/.exec(attributes) ?? [];
  if (term !== undefined) drafts.at(-1)?.categories.push(term);
}

const entryOf = ({ fields, categories }: Draft): AtomEntry => ({
  id: (fields.id ?? '').trim(),
  title: (fields.title ?? '').trim(),
  published: (fields.published ?? fields.updated ?? '').trim(),
  categories,
});

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[String(name)] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
