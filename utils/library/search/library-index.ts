import type { LibraryDatabase } from '@/utils/library/database';
import { readEntries } from '@/utils/library/entries';
import type { OpenLibrary } from '@/utils/library/opener';
import { excerptsOf } from '@/utils/library/search/excerpts';
import { passes } from '@/utils/library/search/filter';
import { fold } from '@/utils/library/search/fold';
import { holdsPhrases, holdsWords, marksOf, type Terms, termsOf } from '@/utils/library/search/query';
import { createSearchRows, type ReadTools, type SearchRow } from '@/utils/library/search/rows';
import type {
  ExcerptsInput,
  Hit,
  SearchFilter,
  SearchInput,
  SearchOutput,
} from '@/utils/library/search/search-types';
import { createSearchTexts, type SearchTexts } from '@/utils/library/search/texts';
import { byChange } from '@/utils/library/store';

/** How many hits come with their places: more than a screen shows. */
const WITH_EXCERPTS = 15;

export interface SearchIndex {
  readonly search: (input: SearchInput, tools: ReadTools) => Promise<SearchOutput>;
  /** The places of further hits, in the order asked for; a chat that isn't there is left out. */
  readonly excerpts: (input: ExcerptsInput, tools: ReadTools) => Promise<readonly Hit[]>;
  /** Makes ready for the first search, and holds nothing. */
  readonly words: (input: null, tools: ReadTools) => Promise<Record<string, never>>;
}

/** A plain scan of words held in memory: 10,000 messages take some milliseconds. */
export function createSearchIndex(library: OpenLibrary): SearchIndex {
  const rows = createSearchRows(library);
  const texts = createSearchTexts(library);
  return {
    search: async ({ query, filter = {} }, tools) => {
      const terms = termsOf(query);
      if (terms.all.length === 0) return filtered(await library(), filter);
      const all = await rows.current(tools);
      const held = all.filter((row) => passes(row.snapshot, filter) && holdsWords(row.words, terms));
      const found = await withPhrases(texts, held, terms, tools.signal);
      const shown = await withExcerpts(texts, found.slice(0, WITH_EXCERPTS), terms);
      const others = found.slice(WITH_EXCERPTS).map((row) => row.snapshot.conversationId);
      return { hits: shown, others, searched: all.length };
    },
    excerpts: async ({ query, conversationIds }, tools) => {
      const all = await rows.current(tools);
      const byId = new Map(all.map((row) => [row.snapshot.conversationId, row]));
      const wanted = conversationIds.map((id) => byId.get(id)).filter((row) => row !== undefined);
      return withExcerpts(texts, wanted, termsOf(query));
    },
    words: async (_input, tools) => {
      await rows.prepare(tools);
      return {};
    },
  };
}

/** Without a word to look for no word has to be read. */
async function filtered(database: LibraryDatabase, filter: SearchFilter): Promise<SearchOutput> {
  const all = (await readEntries(database)).map((entry) => entry.best);
  const found = all.filter((snapshot) => passes(snapshot, filter)).sort(byChange);
  return { hits: [], others: found.map((one) => one.conversationId), searched: all.length };
}

function hitOf({ snapshot }: SearchRow, terms: Terms, excerpts: Hit['excerpts']): Hit {
  return { conversationId: snapshot.conversationId, titleMarks: marksOf(snapshot.title, terms), excerpts };
}

/** Words can be looked up; whether they stand side by side is in the texts only. */
async function withPhrases(
  texts: SearchTexts,
  rows: readonly SearchRow[],
  terms: Terms,
  signal: AbortSignal,
): Promise<readonly SearchRow[]> {
  if (terms.phrases.length === 0) return rows;
  const found: SearchRow[] = [];
  for (const row of rows) {
    const { title } = row.snapshot;
    if (holdsPhrases(fold(await texts.read(row.snapshot)), terms) || holdsPhrases(fold(title), terms))
      found.push(row);
    signal.throwIfAborted();
  }
  return found;
}

async function withExcerpts(
  texts: SearchTexts,
  rows: readonly SearchRow[],
  terms: Terms,
): Promise<readonly Hit[]> {
  const read = rows.map(async (row) => hitOf(row, terms, excerptsOf(await texts.read(row.snapshot), terms)));
  return Promise.all(read);
}
