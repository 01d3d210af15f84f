import type { ListedRow, Listing } from '@/utils/library/page/rows';
import type { Filters, LibraryState, Row } from '@/utils/library/page/state';
import { isOver } from '@/utils/library/run/backup-progress';
import type { Hit, SearchFilter, SearchOutput } from '@/utils/library/search/search-types';
import type { WorkerClient } from '@/utils/library/worker/client';

interface ListEdges {
  readonly worker: WorkerClient;
  readonly state: () => LibraryState;
  readonly set: (change: Partial<LibraryState>) => void;
}

/** The words of all chats are made ready when nothing has changed for so long. */
const REST_MS = 1_500;

/** The list of the library page: all of it, or what a search and the filters leave. */
export function createList({ worker, state, set }: ListEdges) {
  let listing: Listing | undefined;
  let isReading = false;
  let isStale = false;
  let searching = new AbortController();
  /** Rows whose words were asked for in this search; some have none, and are not asked for again. */
  let seen = new Set<string>();
  let rest: ReturnType<typeof setTimeout> | undefined;

  /** A later search ends the one before it and brings its own answer. */
  const search = async (): Promise<void> => {
    searching.abort();
    searching = new AbortController();
    seen = new Set();
    const { query, filters } = state();
    if (!listing) return;
    const { rows, use, choices } = listing;
    if (query.trim() === '' && !isFiltered(filters)) return set({ rows: rows.map(bare), use, choices });
    const input = { query, filter: filterOf(filters) };
    const found = await worker.run('search', input, { signal: searching.signal });
    if (found.ok) set({ rows: join(rows, found.value, query), use, choices });
  };

  /** Of many calls while the list is being read only one more comes after it. */
  const refresh = async (): Promise<void> => {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale) {
      isStale = false;
      const read = await worker.run('list', null);
      if (read.ok) listing = read.value;
      await search();
    }
    isReading = false;
    clearTimeout(rest);
    rest = setTimeout(() => {
      if (!isAtWork(state())) void worker.run('words', null);
    }, REST_MS);
  };

  const onSeen = async (conversationIds: readonly string[]): Promise<void> => {
    const { query } = state();
    const unasked = conversationIds.filter((id) => !seen.has(id));
    if (unasked.length === 0) return;
    for (const id of unasked) seen.add(id);
    const input = { query, conversationIds: unasked };
    const found = await worker.run('excerpts', input, { signal: searching.signal });
    const { rows } = state();
    if (!found.ok || !rows || state().query !== query) return;
    const hits = new Map(found.value.map((hit) => [hit.conversationId, hit]));
    set({ rows: rows.map((row) => ({ ...row, hit: hits.get(row.snapshot.conversationId) ?? row.hit })) });
  };

  return {
    refresh,
    onSeen,
    onSearch: (query: string): Promise<void> => {
      set({ query });
      return search();
    },
    onFilter: (change: Partial<Filters>): Promise<void> => {
      set({ filters: { ...state().filters, ...change } });
      return search();
    },
  };
}

/** A backup has the memory and the time: while it brings one chat after the other, and while its file is made. */
const isAtWork = ({ backup, saving }: LibraryState): boolean =>
  saving !== null || (backup !== null && !isOver(backup));

const bareHit = (conversationId: string): Hit => ({ conversationId, titleMarks: [], excerpts: [] });

const bare = (row: ListedRow): Row => ({ ...row, hit: null });

const isFiltered = (filters: Filters): boolean => Object.values(filters).some((value) => value !== '');

/** In the order of the hits. With filters only, nothing is marked. */
function join(rows: readonly ListedRow[], { hits, others }: SearchOutput, query: string): readonly Row[] {
  const known = new Map(rows.map((row) => [row.snapshot.conversationId, row]));
  return [...hits, ...others.map(bareHit)].flatMap((hit) => {
    const row = known.get(hit.conversationId);
    return row ? [{ ...row, hit: query.trim() === '' ? null : hit }] : [];
  });
}

/** Days are the user's own, from the beginning of the first to the end of the last. */
export function filterOf({ project, model, source, from, to }: Filters): SearchFilter {
  const first = Date.parse(`${from}T00:00:00.000`);
  const last = Date.parse(`${to}T23:59:59.999`);
  return {
    ...(project !== '' && { projectId: project === 'none' ? null : project }),
    ...(model !== '' && { model }),
    ...(source !== '' && { source: source as SearchFilter['source'] & string }),
    ...(Number.isFinite(first) && { from: first }),
    ...(Number.isFinite(last) && { to: last }),
  };
}
