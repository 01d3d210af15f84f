import type { LibraryDatabase } from '@/utils/library/database';
import type { OpenLibrary } from '@/utils/library/opener';
import { excerptsOf } from '@/utils/library/search-excerpts';
import { passes } from '@/utils/library/search-filter';
import { holdsAll, marksOf, type Terms, termsOf } from '@/utils/library/search-query';
import { createSearchRows, type SearchRow } from '@/utils/library/search-rows';
import type { ExcerptsInput, Hit, SearchInput, SearchOutput } from '@/utils/library/search-types';
import { readText } from '@/utils/library/texts';

/** How many hits come with their places: more than a screen shows. */
const WITH_EXCERPTS = 40;

export interface SearchIndex {
  readonly search: (input: SearchInput, signal: AbortSignal) => Promise<SearchOutput>;
  /** The places of further hits, in the order asked for; a chat that isn't there is left out. */
  readonly excerpts: (input: ExcerptsInput) => Promise<readonly Hit[]>;
}

/** A plain scan of texts held in memory: 10,000 messages take some milliseconds. */
export function createSearchIndex(library: OpenLibrary): SearchIndex {
  const rows = createSearchRows(library);
  return {
    search: async ({ query, filter = {} }, signal) => {
      const all = await rows.current(signal);
      const terms = termsOf(query);
      const found = all.filter((row) => passes(row.snapshot, filter) && holdsAll(row.folded, terms));
      const shown = await withExcerpts(await library(), found.slice(0, WITH_EXCERPTS), terms);
      const others = found.slice(WITH_EXCERPTS).map((row) => hitOf(row, terms, []));
      return { hits: [...shown, ...others], searched: all.length };
    },
    excerpts: async ({ query, conversationIds }) => {
      const wanted = new Map(conversationIds.map((id, index) => [id, index]));
      const all = await rows.current();
      const found = all.filter((row) => wanted.has(row.snapshot.conversationId));
      const hits = await withExcerpts(await library(), found, termsOf(query));
      return hits.toSorted(
        (a, b) => (wanted.get(a.conversationId) ?? 0) - (wanted.get(b.conversationId) ?? 0),
      );
    },
  };
}

function hitOf({ snapshot }: SearchRow, terms: Terms, excerpts: Hit['excerpts']): Hit {
  const titleMarks = terms.length > 0 ? marksOf(snapshot.title, terms) : [];
  return { conversationId: snapshot.conversationId, titleMarks, excerpts };
}

const withExcerpts = (
  database: LibraryDatabase,
  rows: readonly SearchRow[],
  terms: Terms,
): Promise<readonly Hit[]> =>
  Promise.all(
    rows.map(async (row) => {
      if (terms.length === 0) return hitOf(row, terms, []);
      const text = await readText(database, row.snapshot);
      return hitOf(row, terms, excerptsOf(text.slice(row.snapshot.title.length + 1), terms));
    }),
  );
